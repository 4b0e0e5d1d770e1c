import { expect } from 'vitest';
import { northquayPeople, ringwellPeople } from '../src/people/demo-people.ts';
import { demoAgents } from '../src/support/agents.ts';
import { scanQrCode } from './authenticator-app.ts';
import { countOf, noticesAt } from './messages.ts';
import {
  activateAppS3,
  chooseMethod,
  joinS0,
  openFromMenu,
  proveContact,
  proveProfile,
} from './method-walks.ts';
import { fillIn, follow, press } from './page-input.ts';
import { readAlert, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import {
  activateS1,
  alice,
  carla,
  enableS2,
  enableS2UntilCodes,
  enterBackupCode,
  enterCode,
  enterPassword,
  greta,
  helena,
  ibrahim,
  openMultiFactorAuth,
  openSettings,
  pressSignOut,
  shownCodes,
  signInWithCode,
  signOutOf,
  typePassword,
} from './walks.ts';

portalTest('the front page lists the portals, and each keeps its own sign-in', async (page) => {
  await page.goto('/');
  await follow(page, 'Northquay Hosting');
  await seeHeading(page, 'Sign in');
  await enterPassword(page, 's1', alice);
  await seeHeading(page, 'Welcome, Alice Moore');
  await page.goto('/');
  await follow(page, 'Ringwell Telephone');
  await seeHeading(page, 'Sign in');
  await typePassword(page, 's2', alice);
  expect(await readAlert(page)).toContain('not right');
});

portalTest('FP17 the front page shows passwords, and they sign in', async (page) => {
  await page.goto('/');
  const shown = page.locator('dl.people > div');
  const names = await shown.locator('dt').allInnerTexts();
  const passwords = await shown.locator('dd').allInnerTexts();
  const people = [...northquayPeople, ...ringwellPeople, ...demoAgents];
  expect(names).toEqual(expect.arrayContaining(people.map(({ userName }) => userName)));
  for (const [portal, { userName, fullName }] of [
    ['s1', alice],
    ['s2', carla],
  ] as const) {
    const password = passwords[names.indexOf(userName)] ?? '';
    await typePassword(page, portal, { ...alice, userName, password });
    await seeHeading(page, `Welcome, ${fullName}`);
  }
});

portalTest('pages are not cached, run no script within them and are not framed', async (page) => {
  for (const path of ['/', '/mailbox', '/s0/sign-in', '/s1/sign-in', '/s4/sign-in']) {
    const headers = (await page.goto(path))?.headers() ?? {};
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-powered-by']).toBeUndefined();
  }
});

portalTest('an address that no page has is answered as such, however it is written', async (page) => {
  for (const path of ['/nowhere', '/s1/nowhere', '/S1/sign-in', '/s1/Sign-In', '/s1/%E0%A4%A']) {
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
  await page.goto('/s1/nowhere');
  await seeHeading(page, 'There is no such page');
});

portalTest(
  'a form is refused without the token of its session, and from another site',
  async (page, world) => {
    await enterPassword(page, 's1', alice);
    const { request } = page.context();
    const token = await page.locator('input[name=_csrf]').first().getAttribute('value');
    const send = async (form: Record<string, string>, headers: Record<string, string>): Promise<number> => {
      const answer = await request.post('/s1/account/security/multi-factor/set-up', {
        form,
        headers,
        maxRedirects: 0,
      });
      return answer.status();
    };
    const here = { origin: world.origin };
    expect(await send({}, here)).toBe(403);
    expect(await send({ _csrf: 'x'.repeat(43) }, here)).toBe(403);
    expect(await send({ _csrf: token ?? '' }, { origin: 'https://elsewhere.example' })).toBe(403);
    expect(await send({ _csrf: token ?? '' }, { ...here, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await send({ _csrf: token ?? '' }, here)).toBe(303);
    // The operator is told of the two from another site.
    expect(world.errors.splice(0).map(String)).toEqual([
      expect.stringContaining('elsewhere.example'),
      expect.stringContaining('a change was refused'),
    ]);
  },
);

portalTest(
  'there is no session before the code, and it has a new id after the code and after signing out',
  async (page, world) => {
    const entry = await activateS1(page, world);
    await signOutOf(page);
    const seen = new Set<string>();
    const note = async (): Promise<void> => {
      const cookies = await page.context().cookies(`${world.origin}/s1`);
      const session = cookies.find(({ name }) => name === 's1.session');
      expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/s1' });
      seen.add(session?.value ?? '');
    };
    await note();
    await enterPassword(page, 's1', alice);
    await seeHeading(page, 'Enter your security code');
    const before = seen.size;
    await note();
    expect(seen.size).toBe(before);
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    await seeHeading(page, 'Welcome, Alice Moore');
    await note();
    await signOutOf(page);
    await note();
    expect(seen.size).toBe(3);
  },
);

portalTest('after five wrong passwords the right one waits too', async (page, { clock }) => {
  for (let time = 0; time < 5; time++) await typePassword(page, 's1', { ...alice, password: 'guess' });
  await typePassword(page, 's1', alice);
  expect(await readAlert(page)).toContain('Please wait until 09:00:30 UTC (in 30 seconds)');
  clock.advance(30_000);
  await enterPassword(page, 's1', alice);
  await seeHeading(page, 'Welcome, Alice Moore');
});

portalTest(
  'after five wrong codes the right one waits too; a backup code still opens',
  async (page, world) => {
    const { entry, codes } = await enableS2(page, world);
    await enterPassword(page, 's2', carla);
    for (let time = 0; time < 5; time++) await enterCode(page, '000000', 'Sign in');
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    expect(await readAlert(page)).toContain('no code is accepted until 09:01:00 UTC (in 30 seconds)');
    await enterBackupCode(page, carla, codes[3] ?? '');
    await seeHeading(page, 'Welcome, Carla Rossi');
  },
);

portalTest('what is not a code at all costs no attempt', async (page, world) => {
  await activateS1(page, world);
  await signOutOf(page);
  await enterPassword(page, 's1', alice);
  await enterCode(page, 'abc', 'Sign in');
  expect(await readAlert(page)).toBe('Please enter the 6 digits that your app shows.');
  await enterCode(page, '000000', 'Sign in');
  expect(await readAlert(page)).toContain('You have 4 attempts left.');
});

portalTest('a second app: added, renamed, used, removed', async (page, world) => {
  const { clock } = world;
  await activateS1(page, world);
  await openMultiFactorAuth(page);
  await follow(page, 'Add another app');
  await fillIn(page, 'Name for this app', 'Tablet');
  await press(page, 'Continue');
  const tablet = await scanQrCode(page);
  await follow(page, 'Continue');
  await enterCode(page, await tablet.code(clock.now()), 'Save');
  await seeText(page, 'The app was added.');

  await follow(page, 'Rename “Tablet”');
  const odd = '<script>alert("1")</script>';
  await fillIn(page, 'Name for this app', odd);
  await press(page, 'Save name');
  await seeText(page, odd);

  await signOutOf(page);
  clock.advance(30_000);
  await enterPassword(page, 's1', alice);
  await follow(page, odd);
  await enterCode(page, await tablet.code(clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Alice Moore');

  await openMultiFactorAuth(page);
  await follow(page, 'Remove “Authenticator app”');
  await press(page, 'Remove');
  await seeText(page, 'The app was removed.');
  expect(await page.locator('.cards > li').count()).toBe(1);
});

portalTest(
  'a change asks for a fresh code when the last one is old, and then goes on',
  async (page, world) => {
    const entry = await activateS1(page, world);
    world.clock.advance(16 * 60_000);
    await page.goto('/s1/account/security/multi-factor');
    await follow(page, 'Deactivate');
    await press(page, 'Deactivate');
    await seeHeading(page, 'Confirm that it is you to remove an app');
    await enterCode(page, '000000', 'Confirm');
    expect(await readAlert(page)).toContain('You have 4 attempts left.');
    await enterCode(page, await entry.code(world.clock.now()), 'Confirm');
    await seeHeading(page, 'Deactivate two-factor authentication');
    await press(page, 'Deactivate');
    await seeText(page, 'Two-factor authentication: not active');
  },
);

portalTest(
  'the first set-up asks for the password again when the sign-in is old',
  async (page, { clock }) => {
    await enterPassword(page, 's2', carla);
    clock.advance(16 * 60_000);
    await openSettings(page);
    await press(page, 'Enable 2FA');
    await fillIn(page, 'Password', 'wrong');
    await press(page, 'Confirm password');
    expect(await readAlert(page)).toBe('This is not your password. You have 4 attempts left.');
    await fillIn(page, 'Password', carla.password);
    await press(page, 'Confirm password');
    await press(page, 'Enable 2FA');
    await seeHeading(page, 'Enable two-factor authentication');
  },
);

portalTest('new backup codes replace the old ones', async (page, world) => {
  const { entry, codes: old } = await enableS2(page, world);
  await signInWithCode(page, world, { portal: 's2', person: carla, entry });
  await openSettings(page);
  await follow(page, 'Make new backup codes');
  await press(page, 'Make new codes');
  const fresh = await shownCodes(page);
  await press(page, 'Agree');
  await seeText(page, 'Your new backup codes are active.');
  await signOutOf(page);
  await enterBackupCode(page, carla, old[0] ?? '');
  expect(await readAlert(page)).toContain('not one of your unused backup codes');
  await enterBackupCode(page, carla, fresh[0] ?? '');
  await seeHeading(page, 'Welcome, Carla Rossi');
});

portalTest('a page that needs a second factor opens with one, and says so without', async (page, world) => {
  await enterPassword(page, 's1', alice);
  const closed = await page.goto('/s1/account/payment');
  expect(closed?.status()).toBe(401);
  expect(closed?.headers()['www-authenticate']).toContain('insufficient_user_authentication');
  await seeText(page, 'You signed in with your password alone, so it stays closed.');
  expect(await page.locator('dl').count()).toBe(0);
  await activateS1(page, world);
  await page.goto('/s1/account/payment');
  await seeText(page, 'ends in 4417');
});

portalTest('the JSON routes share the sign-in with the pages', async (page, world) => {
  const entry = await activateS1(page, world);
  await signOutOf(page);
  await enterPassword(page, 's1', alice);
  await seeHeading(page, 'Enter your security code');
  const { request } = page.context();
  const { challenge } = await (await request.get('/s1/mfa/challenge')).json();
  const answer = await request.post('/s1/mfa/challenge/verify', {
    headers: { origin: world.origin },
    data: { factorId: challenge.options[0].factorId, response: await entry.code(world.clock.now()) },
  });
  expect(await answer.json()).toMatchObject({
    kind: 'complete',
    level: 'multi-factor',
    amr: ['pwd', 'otp', 'mfa'],
  });
  await page.goto('/s1/home');
  await seeHeading(page, 'Welcome, Alice Moore');
});

portalTest('no address that the browser asks for holds a secret or a code', async (page, world) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await typePassword(page, 's2', carla);
  await openSettings(page);
  const { entry, codes } = await enableS2UntilCodes(page, world);
  await press(page, 'Agree');
  const code = await entry.code(world.clock.now());
  await typePassword(page, 's2', carla);
  await enterCode(page, code, 'Sign in');
  await seeHeading(page, 'Welcome, Carla Rossi');
  await pressSignOut(page);
  await enterBackupCode(page, carla, codes[0] ?? '');
  await seeHeading(page, 'Welcome, Carla Rossi');
  expect(addresses.length).toBeGreaterThan(10);
  for (const secret of [entry.secret, code, carla.password, ...codes]) {
    expect(addresses.filter((address) => decodeURIComponent(address).includes(secret))).toEqual([]);
  }
});

portalTest(
  'the mailbox shows what was sent, newest first, and what is in it is no markup',
  async (page, world) => {
    await enterPassword(page, 's3', greta);
    await page.goto('/s3/security-and-login/add/sms');
    await press(page, 'Continue');
    world.clock.advance(60_000);
    await press(page, 'Send another code');
    await seeText(page, 'We sent a code to');
    await page.goto('/');
    await follow(page, 'mailbox');
    const texts = world.phones.messages().map(({ text }) => text.trim());
    expect(texts.length).toBe(2);
    expect((await page.locator('.message').allInnerTexts()).map((text) => text.trim())).toEqual(
      texts.toReversed(),
    );
  },
);

portalTest('an answer that no key gave is refused, and the next one is judged', async (page, world) => {
  const { entry } = await activateAppS3(page, world, greta);
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  const _csrf = (await page.locator('input[name=_csrf]').first().getAttribute('value')) ?? '';
  const made = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {}, clientExtensionResults: {} };
  for (const credential of ['{', 'null', '"x"', '{}', JSON.stringify(made)]) {
    const answer = await page.context().request.post('/s3/sign-in/code', {
      form: { _csrf, credential },
      headers: { origin: world.origin },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(303);
    expect((await page.goto('/s3/sign-in/code'))?.status()).toBe(422);
  }
  await page.goto('/s3/sign-in/code');
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Greta Lind');
});

portalTest(
  'FB4 an address is changed only after fresh proof, counts once it was proven, and the old one is told',
  async (page, world) => {
    const entry = await joinS0(page, world);
    await chooseMethod(page, 'Email code');
    await proveContact(page, world, helena.email);
    await openFromMenu(page, 'Profile');
    world.clock.advance(16 * 60_000);
    await follow(page, 'Change');
    await fillIn(page, 'Email address', 'new@example.com');
    await fillIn(page, 'Phone number', '');
    await press(page, 'Save');
    await seeHeading(page, 'Confirm that it is you to change your profile');
    expect(countOf(world, 'new@example.com')).toBe(0);
    await enterCode(page, await entry.code(world.clock.now()), 'Confirm');
    await proveProfile(page, world, 'new@example.com');
    const told = await noticesAt(world, helena.email);
    expect(told.map(({ subject }) => subject)).toContain('Your contact details were changed');
    await press(page, 'Verify the new address');
    await proveContact(page, world, 'new@example.com');
    await seeText(page, 'Verified. Codes go there from now on.');
  },
);

portalTest('a code cannot be sent to somebody without a number', async (page, world) => {
  await joinS0(page, world, ibrahim);
  await page.goto('/s0/security/add/sms');
  await press(page, 'Continue');
  expect(await readAlert(page)).toContain('We know no address or number of yours for this.');
  expect(world.phones.messages()).toEqual([]);
});
