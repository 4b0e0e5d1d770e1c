import { expect } from 'vitest';
import { activateAppS3, chooseMethod, joinS0, proveApp } from './method-walks.ts';
import { follow, press } from './page-input.ts';
import { readAlert, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { enterRecoveryCode } from './recovery-walks.ts';
import {
  approve,
  askForRecovery,
  FORM,
  findUser,
  giveReason,
  IDENTITY,
  joinDesk,
  kemal,
  leonie,
  openRecovery,
  openUser,
  seeEntry,
  seeRefusal,
  shownCode,
  useRecovery,
} from './support-walks.ts';
import { enterCode, enterPassword, greta, helena, signOutOf, typePassword } from './walks.ts';

portalTest(
  'S0.18 support switches the lost method off after verifying who it is; the user has to set up a new one',
  async (page, world) => {
    const lost = await joinS0(page, world, helena);
    const elsewhere = await world.visitor();
    await enterPassword(elsewhere, 's0', helena);
    await seeHeading(elsewhere, 'Confirm that it is you');

    const desk = await world.visitor();
    await joinDesk(desk, world, kemal);
    await findUser(desk, 'Milldrum Digital', helena);
    await seeText(desk, 'Two-factor authentication: active');
    await openRecovery(desk, 'Called at 9:12, phone stolen on the train.');
    await seeText(desk, 'You asked for it, so a colleague has to approve it.');

    // Nothing has changed for the user so far.
    await page.goto('/s0/home');
    await seeHeading(page, 'Welcome, Helena Novak');

    const colleague = await world.visitor();
    await typePassword(colleague, 'support', leonie);
    await chooseMethod(colleague, 'Authenticator app');
    await proveApp(colleague, world);
    await seeHeading(colleague, 'My sign-in');
    await colleague.goto('/support/home');
    await follow(colleague, 'Helena Novak');
    const code = await approve(colleague, [IDENTITY], 'Called back on the number on file.');
    await seeText(colleague, 'Approved. With the recovery code the user can set up a new method now.');
    await seeText(colleague, 'The old methods do not sign in any more.');
    await colleague.reload();
    expect(await colleague.content()).not.toContain(code);

    // The sign-in that waited for a code is over.
    await elsewhere.goto('/s0/sign-in/code');
    await seeHeading(elsewhere, 'Sign in');

    await enterPassword(elsewhere, 's0', helena);
    await seeHeading(elsewhere, 'Your old sign-in method is switched off');
    await enterRecoveryCode(elsewhere, code);
    await seeHeading(elsewhere, 'Set up a new sign-in method');
    // Anyone who has the phone now is out.
    await page.goto('/s0/home');
    await seeHeading(page, 'Sign in');
    for (const path of ['home', 'security', 'invoices', 'profile']) {
      await elsewhere.goto(`/s0/${path}`);
      await seeHeading(elsewhere, 'Sign in');
    }
    const api = await elsewhere.context().request.get('/s0/mfa/account');
    expect(api.status()).toBe(401);

    await elsewhere.goto('/s0/sign-in/enrol');
    await chooseMethod(elsewhere, 'Authenticator app (TOTP)');
    const renewed = await proveApp(elsewhere, world);
    await seeHeading(elsewhere, 'Security');
    expect(renewed.secret).not.toBe(lost.secret);
    await signOutOf(elsewhere);
    await enterPassword(elsewhere, 's0', helena);
    await enterCode(elsewhere, await lost.code(world.clock.now()), 'Sign in');
    expect(await readAlert(elsewhere)).toContain('please enter the new one');

    await colleague.reload();
    await seeText(colleague, 'Two-factor authentication: active');
    await seeEntry(colleague, {
      who: 'Kemal Aydin',
      what: 'Asked for a recovery (support desk).',
      note: 'Called at 9:12, phone stolen on the train.',
    });
    const approval = { who: 'Leonie Brandt', note: 'Called back on the number on file.' };
    await seeEntry(colleague, { ...approval, what: `Checked: ${IDENTITY}.` });
  },
);

portalTest('S0.18 where the user asks, one agent is enough', async (page, world) => {
  await joinS0(page, world, helena);
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await askForRecovery(page, world, 's0', 'support');

  const desk = await world.visitor();
  await joinDesk(desk, world, kemal);
  await openUser(desk, 's0', helena);
  await seeText(desk, 'the user, who knew the password');
  await approve(desk, [], 'In a hurry.');
  expect(await readAlert(desk)).toContain('Please tick what you have checked.');
  await desk.getByLabel(IDENTITY).check();
  await giveReason(desk, '  ', 'Approve');
  expect(await readAlert(desk)).toContain('Please write down why.');
  // What was ticked stays ticked.
  await giveReason(desk, 'Showed a passport in the video call.', 'Approve');
  await seeText(desk, 'Approved. With the recovery code the user can set up a new method now.');

  await enterPassword(page, 's0', helena);
  await enterRecoveryCode(page, await shownCode(desk));
  await seeHeading(page, 'Set up a new sign-in method');
});

portalTest(
  'S0.18 approval by who opened the recovery is refused, also without the page',
  async (page, world) => {
    await joinS0(page, world, helena);
    const desk = await world.visitor();
    await joinDesk(desk, world, kemal);
    await openUser(desk, 's0', helena);
    await openRecovery(desk, 'Says that she is Helena.');
    expect(await desk.getByRole('link', { name: 'Check and approve' }).count()).toBe(0);
    const callOff = await desk.getByRole('link', { name: 'Cancel it' }).getAttribute('href');
    const path = `${callOff}`.replace('/call-off/', '/approve/');
    await desk.goto(path);
    const refusal = 'You opened this recovery, so you cannot approve it.';
    await seeRefusal(desk, refusal);

    await desk.goto(`${callOff}`);
    const hidden = (name: string) => desk.locator(`main input[name=${name}]`).first().getAttribute('value');
    const action = {
      portal: 's0',
      userId: 's0:helena',
      kind: 'approve',
      about: `${await hidden('about')}`,
      'check:identity': 'yes',
      note: 'It is her.',
    };
    const send = (form: Record<string, string>) =>
      desk.context().request.post('/support/actions', { headers: { origin: world.origin }, form });
    const refused = await send({ ...action, _csrf: `${await hidden('_csrf')}` });
    expect(refused.status()).toBe(409);
    expect(await refused.text()).toContain(refusal);
    expect((await send(action)).status()).toBe(403);

    await page.goto('/s0/home');
    await seeHeading(page, 'Welcome, Helena Novak');

    // A refused request stays open, and can be cancelled.
    await desk.goto(`${callOff}`);
    await giveReason(desk, 'She found the phone.', 'Cancel it');
    await seeText(desk, 'The recovery was cancelled.');
    await seeEntry(desk, {
      who: 'Kemal Aydin',
      what: 'Cancelled the recovery.',
      note: 'She found the phone.',
    });
    await desk.goto(`${callOff}`);
    await seeRefusal(desk, 'This recovery is over');
  },
);

portalTest(
  'S3.6 staff act only on a verified form, and nothing is lost before the new method works',
  async (page, world) => {
    const { entry } = await activateAppS3(page, world, greta);
    await signOutOf(page);
    const desk = await world.visitor();
    const colleague = await world.visitor();
    await joinDesk(desk, world, kemal);
    await joinDesk(colleague, world, leonie);
    await openUser(desk, 's3', greta);
    await follow(desk, 'Open a recovery by identity form');
    await giveReason(desk, 'Form 2026-118 came in.', 'Open the recovery');

    await openUser(colleague, 's3', greta);
    await approve(colleague, [], 'She sounds like herself.');
    expect(await readAlert(colleague)).toContain('Please tick what you have checked.');
    await enterPassword(page, 's3', greta);
    const early = await page.context().request.post('/s3/mfa/recovery/complete', {
      headers: { origin: world.origin },
      data: { via: 'form' },
    });
    expect(await early.json()).toMatchObject({ reason: 'not-verified' });

    await colleague.getByLabel(FORM).check();
    await giveReason(colleague, 'Form 2026-118, identity card compared.', 'Approve');
    await seeText(colleague, 'Approved. With the recovery code the user can set up a new method now.');
    const code = await shownCode(colleague);
    await seeText(colleague, 'The old ones stop working when the new one works.');
    await seeText(colleague, 'Standard TOTP');

    // Approved is not yet used: the old app is still asked for.
    await enterPassword(page, 's3', greta);
    await seeHeading(page, 'Confirm that it is you');
    await useRecovery(page, world, { portal: 's3', via: 'form', code });
    await colleague.reload();
    await seeText(colleague, 'It was used: Greta Lind is setting up a new method.');
    await page.goto('/s3/sign-in/enrol');
    await chooseMethod(page, 'Standard TOTP');
    await proveApp(page, world);
    await press(page, 'Agree');
    await colleague.reload();
    expect(await colleague.getByText('Recovery in progress').count()).toBe(0);
    await signOutOf(page);
    await enterPassword(page, 's3', greta);
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    expect(await readAlert(page)).toContain('please enter the new one');
  },
);
