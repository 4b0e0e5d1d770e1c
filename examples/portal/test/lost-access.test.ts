import { presetS3 } from '@factorkit/core/policy';
import { expect } from 'vitest';
import { tarnfield } from '../src/brands/tarnfield.ts';
import { arrivedAt, noticesAt } from './messages.ts';
import {
  activateAppS3,
  activateAppS4,
  chooseMethod,
  joinS0,
  openSecurityAndAccess,
  proveApp,
  proveContact,
} from './method-walks.ts';
import { fillIn, follow, press } from './page-input.ts';
import { readAlert, readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { askSupport, enterRecoveryCode, seeStep } from './recovery-walks.ts';
import { approve, FORM, IDENTITY, joinDesk, kemal, openUser } from './support-walks.ts';
import {
  activateS1,
  alice,
  enterCode,
  enterPassword,
  greta,
  helena,
  hugo,
  ines,
  shownCodes,
  signOutOf,
} from './walks.ts';

portalTest('S0.17 “I’ve lost access to my second factor” says how to reach support', async (page, world) => {
  await page.goto('/s0/sign-in');
  const section = page.locator('section', { hasText: 'I’ve lost access to my second factor' });
  expect(await readText(section)).toContain('support@milldrum.example');
  await joinS0(page, world);
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await follow(page, 'I’ve lost access to my second factor');
  await seeText(
    page,
    'write to support@milldrum.example from your registered email address (h•••@example.com)',
  );
  await seeText(page, 'it can only be removed and added again');
  // Anyone who got this far knows the password only.
  expect(await page.getByText(helena.email).count()).toBe(0);
});

portalTest('S0.17 who asks sees how far it is, and comes back to a set-up', async (page, world) => {
  await joinS0(page, world);
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await askSupport(page);
  await seeStep(page, 'We make sure that it is you');
  // The request alone moves nobody: what is left to do stays in sight.
  await seeText(page, 'write to support@milldrum.example from your registered email address');
  expect(await page.getByRole('button', { name: 'Ask support' }).count()).toBe(0);
  // Later, at the next sign-in, it has not to be looked for.
  await enterPassword(page, 's0', helena);
  await follow(page, 'See how far it is');
  await seeStep(page, 'We make sure that it is you');

  const desk = await world.visitor();
  await joinDesk(desk, world, kemal);
  await openUser(desk, 's0', helena);
  const code = await approve(desk, [IDENTITY], 'Called back on the number on file.');
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await follow(page, 'Look again');
  await seeHeading(page, 'Sign in');
  // Anyone who knows the password only gets no further than the field for the code.
  await enterPassword(page, 's0', helena);
  await seeHeading(page, 'Your old sign-in method is switched off');
  await seeText(page, 'Support checked who you are and switched your old sign-in method off.');
  await enterRecoveryCode(page, 'AAAA-AAAA');
  expect(await readAlert(page)).toContain('That recovery code is wrong.');
  await enterRecoveryCode(page, code);
  await seeHeading(page, 'Set up a new sign-in method');
  await seeText(page, 'Support switched your old sign-in method off.');
});

portalTest('S3.6 an identity form and its guide, offered for every method', async (page, world) => {
  await activateAppS3(page, world, hugo);
  await chooseMethod(page, 'Email');
  await proveContact(page, world, hugo.email);
  await chooseMethod(page, 'SMS');
  await proveContact(page, world, hugo.phone ?? '');
  await signOutOf(page);
  await enterPassword(page, 's3', hugo);
  const others = await page
    .locator('.ways a')
    .evaluateAll((links) => links.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')));
  expect(others.length).toBe(2);
  for (const address of [page.url(), ...others]) {
    await page.goto(address);
    await follow(page, 'I have none of these any more');
    expect(await page.getByRole('link', { name: 'Fill in the identity form' }).count()).toBe(1);
  }
  await follow(page, 'Guide: lost login details');
  await seeHeading(page, 'Lost login details');
  await seeText(page, 'We verify the form');
});

portalTest('S3.6 staff act on a verified form, and the user sets up a new method', async (page, world) => {
  const { entry, codes } = await activateAppS3(page, world, greta);
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await follow(page, 'I have none of these any more');
  await follow(page, 'Fill in the identity form');
  await fillIn(page, 'Full name', 'Greta Lind');
  await fillIn(page, 'How we can reach you now', '+44 7700 900999');
  await fillIn(page, 'What you have lost', '  ');
  await press(page, 'Send the form');
  expect(await readAlert(page)).toBe('Please fill in this field.');
  expect(await page.getByLabel('Full name').inputValue()).toBe('Greta Lind');
  await fillIn(page, 'What you have lost', 'My phone, and the paper with the codes');
  await press(page, 'Send the form');
  await seeText(page, 'We received your request.');
  await seeStep(page, 'We make sure that it is you');
  const [form, ...more] = arrivedAt(world, 'helpdesk@tarnfield.example');
  expect(form).toMatchObject({ subject: 'Identity form of greta' });
  expect(form?.text).toContain('How we can reach you now: +44 7700 900999');
  expect(more).toEqual([]);
  const told = await noticesAt(world, greta.email);
  expect(told.at(-1)?.subject).toBe('Somebody asked to recover your account at Tarnfield Domains');

  const desk = await world.visitor();
  await joinDesk(desk, world, kemal);
  await openUser(desk, 's3', greta);
  const code = await approve(desk, [FORM], 'Form and identity card match.');
  await follow(page, 'Look again');
  await seeStep(page, 'You set up a new method');
  // Not in yet, and nothing is lost yet.
  await page.goto('/s3/home');
  await seeHeading(page, 'Sign in');
  await enterPassword(page, 's3', greta);
  await follow(page, 'Continue');
  await enterRecoveryCode(page, code);
  await seeHeading(page, 'Set up a new sign-in method');
  await seeText(page, 'the old methods stop working then');
  await chooseMethod(page, 'Standard TOTP');
  const renewed = await proveApp(page, world);
  const fresh = await shownCodes(page);
  expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
  await press(page, 'Agree');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  expect(await readAlert(page)).toContain('This code is not right');
  await enterCode(page, await renewed.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Greta Lind');
});

portalTest(
  'S3.6 also where everything is blocked after too many wrong codes',
  async (page, world) => {
    const { codes } = await activateAppS3(page, world, greta);
    await signOutOf(page);
    await enterPassword(page, 's3', greta);
    for (const sentence of ['no code is accepted until', 'no code is accepted until', 'are blocked']) {
      await enterCode(page, '000000', 'Sign in');
      await seeText(page, sentence);
      world.clock.advance(60_000);
    }
    // The codes are counted for themselves: no guess at the app has locked them.
    await follow(page, 'Enter a backup code');
    for (let wrong = 0; wrong < 3; wrong++) {
      await fillIn(page, 'Backup code', `${(codes[0] ?? '').slice(0, -4)}AAAA`);
      await press(page, 'Continue');
      await page.getByRole('alert').waitFor();
      world.clock.advance(60_000);
    }
    await enterPassword(page, 's3', greta);
    // Nothing is left to be asked for: the sign-in leads to the recovery methods by itself.
    await seeHeading(page, 'You cannot use your second step any more?');
    await seeText(page, 'are blocked');
    await follow(page, 'Fill in the identity form');
    await seeHeading(page, 'Identity form');
  },
  {
    brands: [
      {
        ...tarnfield,
        policy: { ...presetS3, throttle: { attempts: 1, lock: '30s', cap: 3 } },
      },
    ],
  },
);

portalTest('S1.15 a mail from the registered address, a code to it, and a new app', async (page, world) => {
  await activateS1(page, world);
  await signOutOf(page);
  await enterPassword(page, 's1', alice);
  await follow(page, 'My phone is lost, or I cannot use the app');
  await seeText(page, 'Write from your registered contact email address (a•••@example.com)');
  await press(page, 'Ask support');
  const desk = await world.visitor();
  await joinDesk(desk, world, kemal);
  await openUser(desk, 's1', alice);
  const shown = await approve(desk, ['The request came from the registered email address'], 'It did.');
  expect(shown).toBe('');
  await seeText(desk, 'The recovery code was sent to the registered address.');
  const mails = await noticesAt(world, alice.email);
  const mail = mails.find(({ subject }) => subject.startsWith('Your recovery code'));
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(mail?.text ?? '')?.[0] ?? '';
  expect(mail?.subject).not.toContain(code);
  await enterPassword(page, 's1', alice);
  await seeHeading(page, 'Your old sign-in method is switched off');
  await enterRecoveryCode(page, code);
  await seeHeading(page, 'Set up a new sign-in method');
  await chooseMethod(page, 'Authenticator app');
  await proveApp(page, world);
  await seeHeading(page, 'Multi-factor auth');
});

portalTest(
  'S4.2 with both methods lost, support verifies the user, who sets up a new one',
  async (page, world) => {
    await openSecurityAndAccess(page, ines);
    await activateAppS4(page, world, ines);
    await signOutOf(page);
    await enterPassword(page, 's4', ines);
    await follow(page, 'I have lost access to my methods');
    await seeText(page, 'care@quillbrook.example');
    await press(page, 'Ask support');
    const desk = await world.visitor();
    await joinDesk(desk, world, kemal);
    await openUser(desk, 's4', ines);
    const code = await approve(desk, [IDENTITY], 'Called back on the number on file.');
    await enterPassword(page, 's4', ines);
    await follow(page, 'Continue');
    await enterRecoveryCode(page, code);
    await seeHeading(page, 'Set up a new sign-in method');
  },
);
