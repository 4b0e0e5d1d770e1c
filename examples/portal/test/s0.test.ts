import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { scanQrCode } from './authenticator-app.ts';
import { answerWithSentCode, codeSentTo, countOf, newestMail } from './messages.ts';
import { chooseMethod, joinS0, openFromMenu, proveApp, proveContact } from './method-walks.ts';
import { portalTest, type World } from './portal-test.ts';
import { plugIn } from './security-key.ts';
import {
  enterCode,
  enterPassword,
  helena,
  ibrahim,
  readText,
  seeHeading,
  seeText,
  signInWithCode,
  signOutOf,
} from './walks.ts';

const PHONE = helena.phone ?? '';

portalTest(
  'S0.1 the first sign-in leads to enrolment; nothing opens before, and nothing skips it',
  async (page, world) => {
    await enterPassword(page, 's0', helena);
    await seeHeading(page, 'Set up two-factor authentication');
    expect(await page.getByText(/skip this|later|not now|remind me/i).count()).toBe(0);
    const { request } = page.context();
    const postponed = await request.post('/s0/mfa/challenge/postpone', {
      headers: { origin: world.origin },
      data: {},
    });
    expect(postponed.status()).toBeGreaterThanOrEqual(400);
    for (const path of ['home', 'security', 'profile', 'profile/edit', 'invoices', 'security/add/email']) {
      await page.goto(`/s0/${path}`);
      await seeHeading(page, 'Sign in');
    }
    // Begun is not done.
    await page.goto('/s0/sign-in/enrol');
    await chooseMethod(page, 'Authenticator app (TOTP)');
    await page.goto('/s0/home');
    await seeHeading(page, 'Sign in');
    const elsewhere = await world.visitor();
    await enterPassword(elsewhere, 's0', helena);
    await seeHeading(elsewhere, 'Set up two-factor authentication');

    await page.goto('/s0/sign-in/enrol/set-up');
    await proveApp(page, world);
    await seeHeading(page, 'Security');
    await page.goto('/s0/home');
    await seeHeading(page, 'Welcome, Helena Novak');
  },
);

portalTest('S0.2 every later sign-in needs the password and a second factor', async (page, world) => {
  const entry = await joinS0(page, world);
  for (const _ of ['second sign-in', 'third sign-in']) {
    await signOutOf(page);
    await enterPassword(page, 's0', helena);
    await seeHeading(page, 'Confirm that it is you');
    await page.goto('/s0/home');
    await seeHeading(page, 'Sign in');
    await signInWithCode(page, world, { portal: 's0', person: helena, entry });
  }
});

portalTest('S0.3 offers four methods, TOTP first, and any one is enough', async (page, world) => {
  await enterPassword(page, 's0', ibrahim);
  expect(await page.locator('.cards > li > strong').allInnerTexts()).toEqual([
    'Authenticator app (TOTP)',
    'Email code',
    'SMS code',
    'Security key',
  ]);
  await seeText(page, 'Any one of them is enough');
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, ibrahim.email);
  await seeHeading(page, 'Security');
  await page.goto('/s0/invoices');
  await seeText(page, '310.00 EUR');
});

portalTest('S0.4 TOTP has 6 digits for 30 seconds, and works offline', async (page, world) => {
  const { clock } = world;
  await enterPassword(page, 's0', helena);
  await page.getByRole('link', { name: 'Set up: Authenticator app (TOTP)' }).click();
  await seeText(page, 'works offline');
  await page.getByRole('button', { name: 'Continue' }).click();
  // The app knows what the camera saw and the time, and nothing else.
  const entry = await scanQrCode(page);
  const start = clock.now();
  expect(await entry.code(start)).toMatch(/^\d{6}$/);
  expect(await entry.code(start + 29_999)).toBe(await entry.code(start));
  expect(await entry.code(start + 30_000)).not.toBe(await entry.code(start));
  await enterCode(page, await entry.code(start), 'Activate');
  await seeHeading(page, 'Security');
});

portalTest('S0.5 lists five apps with links to the stores', async (page) => {
  await enterPassword(page, 's0', helena);
  await chooseMethod(page, 'Authenticator app (TOTP)');
  expect(await page.locator('.apps > li > span').allInnerTexts()).toEqual([
    'Google Authenticator',
    '1Password',
    'Authy',
    'Bitwarden',
    'Microsoft Authenticator',
  ]);
  const addresses = await page
    .locator('.apps a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(addresses.length).toBe(10);
  for (const address of addresses) expect(address).toMatch(/^https:\/\/(play\.google|apps\.apple)\.com\//);
});

portalTest('S0.6 a QR code on the screen, and active only after the app’s 6 digits', async (page, world) => {
  await enterPassword(page, 's0', helena);
  await chooseMethod(page, 'Authenticator app (TOTP)');
  expect(await page.locator('.qr svg').isVisible()).toBe(true);
  const entry = await scanQrCode(page);
  expect(entry.issuer).toBe('Milldrum Digital');
  await enterCode(page, await entry.code(world.clock.now() - 300_000), 'Activate');
  expect(await readText(page.getByRole('alert'))).toContain('please enter the new one');
  await page.goto('/s0/home');
  await seeHeading(page, 'Sign in');
  await page.goto('/s0/sign-in/enrol/set-up');
  await enterCode(page, await entry.code(world.clock.now()), 'Activate');
  await seeHeading(page, 'Security');
});

portalTest('S0.7 email: a one-time code to the registered address at each sign-in', async (page, world) => {
  await joinWithEmail(page, world);
  const used: string[] = [];
  for (const _ of ['second sign-in', 'third sign-in']) {
    await signOutOf(page);
    await enterPassword(page, 's0', ibrahim);
    await seeText(page, 'a code by email to i•••@example.com');
    // Sent when asked for, and not before.
    const before = countOf(world, ibrahim.email);
    await answerWithSentCode(page, world, { to: ibrahim.email, button: 'Sign in' });
    await seeHeading(page, 'Welcome, Ibrahim Sesay');
    expect(countOf(world, ibrahim.email)).toBe(before + 1);
    const { subject, text } = newestMail(world, ibrahim.email);
    expect(subject).toBe('Your code to sign in to Milldrum Digital');
    expect(text).toContain('Never share it');
    used.push(codeSentTo(world, ibrahim.email));
    world.clock.advance(60_000);
  }
  await signOutOf(page);
  await enterPassword(page, 's0', ibrahim);
  await page.getByRole('button', { name: 'Send code' }).click();
  await enterCode(page, used[1] ?? '', 'Sign in');
  expect(await readText(page.getByRole('alert'))).toContain('Only the newest code that we sent works');
  // Another one has to be waited for, and the page says how long.
  await seeText(page, 'You can ask for another code from');
  await page.getByRole('button', { name: 'Send another code' }).click();
  expect(await readText(page.getByRole('alert'))).toContain('No new code was sent yet.');
  world.clock.advance(30_000);
  await page.getByRole('button', { name: 'Send another code' }).click();
  await enterCode(page, codeSentTo(world, ibrahim.email), 'Sign in');
  await seeHeading(page, 'Welcome, Ibrahim Sesay');
});

portalTest('S0.8 email is labelled the weakest, best as a backup factor', async (page) => {
  await enterPassword(page, 's0', helena);
  const card = page.locator('.cards > li', { hasText: 'Email code' });
  expect(await readText(card.locator('.tag'))).toBe('Weakest');
  await card.getByRole('link').click();
  await seeText(page, 'best used as a backup factor next to a stronger primary');
});

portalTest('S0.9 SMS: a one-time code to the registered number', async (page, world) => {
  await joinS0(page, world);
  await chooseMethod(page, 'SMS code');
  await proveContact(page, world, PHONE);
  await seeText(page, 'The method was added.');
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  const before = countOf(world, PHONE);
  await page.getByRole('link', { name: 'Use “SMS code” (•••• 42)' }).click();
  expect(countOf(world, PHONE)).toBe(before);
  await answerWithSentCode(page, world, { to: PHONE, button: 'Sign in' });
  await seeHeading(page, 'Welcome, Helena Novak');
  // The last line lets a phone fill the code in on this site alone.
  expect(world.phones.messages(PHONE).at(-1)?.text).toMatch(/\n@localhost #\d{6}$/);
});

portalTest('S0.10 SMS shows its caveats and cannot be the only method', async (page, world) => {
  await enterPassword(page, 's0', helena);
  const card = page.locator('.cards > li', { hasText: 'SMS code' });
  expect(await readText(card)).toContain('This cannot be your only method.');
  expect(await card.getByRole('link').count()).toBe(0);
  await page.goto('/s0/sign-in/enrol/add/sms');
  await seeText(page, 'mobile signal');
  await seeText(page, 'on a journey with another SIM card');
  await seeText(page, 'after losing the number');
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await readText(page.getByRole('alert'))).toContain('This cannot be your only method.');
  expect(countOf(world, PHONE)).toBe(0);

  await page.goto('/s0/sign-in/enrol');
  await chooseMethod(page, 'Authenticator app (TOTP)');
  await proveApp(page, world);
  await chooseMethod(page, 'SMS code');
  await proveContact(page, world, PHONE);
  // Nor can it become the only one.
  expect(await page.getByRole('link', { name: 'Remove “Authenticator app”' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Remove “SMS code”' }).count()).toBe(1);
});

portalTest('S0.11 security key: insert or tap, the strongest, and it signs in', async (_, world) => {
  const page = await world.visitor({ javaScriptEnabled: true });
  await plugIn(page, { transport: 'usb', verifies: false });
  await enterPassword(page, 's0', helena);
  const card = page.locator('.cards > li', { hasText: 'Security key' });
  expect(await readText(card.locator('.tag'))).toBe('Strongest');
  expect(await readText(card)).toContain('USB or NFC');
  await chooseMethod(page, 'Security key');
  await seeText(page, 'insert the key or tap it');
  await page.getByRole('button', { name: 'Register security key' }).click();
  await seeHeading(page, 'Security');

  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await seeText(page, 'Now use the key that you set up as “Security key”.');
  await seeText(page, 'insert the key or tap it');
  await page.getByRole('button', { name: 'Use security key' }).click();
  await seeHeading(page, 'Welcome, Helena Novak');
  const account = await page.context().request.get('/s0/mfa/account');
  expect(await account.json()).toMatchObject({ factors: [{ method: 'webauthn' }] });
});

portalTest('S0.11 an NFC key; without script the page says what to do instead', async (page, world) => {
  const scripted = await world.visitor({ javaScriptEnabled: true });
  await plugIn(scripted, { transport: 'nfc', verifies: false });
  const entry = await joinS0(scripted, world);
  await chooseMethod(scripted, 'Security key');
  await scripted.getByRole('button', { name: 'Register security key' }).click();
  await seeText(scripted, 'The method was added.');
  // The same key once more: the browser tells, and nothing is added.
  await chooseMethod(scripted, 'Security key', { label: 'Again' });
  await scripted.getByRole('button', { name: 'Register security key' }).click();
  expect(await readText(scripted.locator('[role=alert]:visible'))).toContain('registered already');

  await enterPassword(page, 's0', helena);
  await page.getByRole('link', { name: 'Use “Security key”' }).click();
  await seeText(page, 'A security key needs JavaScript');
  expect(await page.getByRole('button', { name: 'Use security key' }).isVisible()).toBe(false);
  await page.getByRole('link', { name: 'Use “Authenticator app”' }).click();
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Helena Novak');
});

portalTest('S0.12 several keys, each with a name; two are recommended', async (_, world) => {
  const page = await world.visitor({ javaScriptEnabled: true });
  const first = await plugIn(page, { transport: 'usb', verifies: false });
  await enterPassword(page, 's0', helena);
  await page.getByRole('link', { name: 'Set up: Security key' }).click();
  await seeText(page, 'Two are recommended');
  await page.getByLabel('Name', { exact: true }).fill('Key on my keyring');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Register security key' }).click();
  await seeText(page, 'Two are recommended: register a spare one and keep it in a safe place.');
  await first.remove();
  await plugIn(page, { transport: 'usb', verifies: true });
  await chooseMethod(page, 'Security key', { label: 'Key in the drawer' });
  await page.getByRole('button', { name: 'Register security key' }).click();
  await seeText(page, 'The method was added.');
  expect(await page.getByText('Two are recommended').count()).toBe(0);
  await seeText(page, 'Key on my keyring');
  await seeText(page, 'Key in the drawer');

  await page.getByRole('link', { name: 'Rename “Key in the drawer”' }).click();
  await page.getByLabel('Name').fill('Spare key');
  await page.getByRole('button', { name: 'Save name' }).click();
  await seeText(page, 'Spare key');

  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await seeText(page, '“Key on my keyring” or “Spare key”');
  // Only the spare one is plugged in: it says itself which it is.
  await page.getByRole('button', { name: 'Use security key' }).click();
  await seeHeading(page, 'Welcome, Helena Novak');
  await openFromMenu(page, 'Security');
  await page.getByRole('link', { name: 'Remove “Key on my keyring”' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await seeText(page, 'The method was removed.');
});

portalTest('S0.13 more methods while signed in: top-right menu, Security', async (page, world) => {
  await joinS0(page, world);
  await page.goto('/s0/home');
  const icon = page.locator('summary[aria-label="Account menu of helena"]');
  const place = await icon.boundingBox();
  expect(place?.y).toBeLessThan(60);
  expect(place?.x).toBeGreaterThan((page.viewportSize()?.width ?? 0) / 2);
  await openFromMenu(page, 'Security');
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, helena.email);
  await seeText(page, 'The method was added.');
  await chooseMethod(page, 'SMS code');
  await proveContact(page, world, PHONE);
  expect(await page.getByRole('link', { name: /^Rename/ }).count()).toBe(3);
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await seeHeading(page, 'Confirm that it is you');
  await page.getByRole('link', { name: 'Use “Email code” (h•••@example.com)' }).click();
  await answerWithSentCode(page, world, { to: helena.email, button: 'Sign in' });
  await seeHeading(page, 'Welcome, Helena Novak');
});

portalTest('S0.14 with one method only: “Adding a second method (recommended)”', async (page, world) => {
  await joinS0(page, world);
  const advice = page.getByRole('heading', { name: 'Adding a second method (recommended)', exact: true });
  expect(await advice.isVisible()).toBe(true);
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, helena.email);
  await seeText(page, 'The method was added.');
  expect(await advice.count()).toBe(0);
});

portalTest('S0.15 each set-up shows how not to be locked out', async (page, world) => {
  const advice: Readonly<Record<string, readonly string[]>> = {
    totp: ['Keep the QR code, or the secret key that is in it, in a password manager.'],
    email: ['read this mailbox from another device too'],
    sms: ['Keep the phone number in your profile current.', 'before you switch to the new SIM card'],
    webauthn: [
      'Register a second key too, and keep it in a safe place.',
      'Losing the only key locks you out.',
    ],
  };
  await joinS0(page, world);
  for (const [method, sentences] of Object.entries(advice)) {
    await page.goto(`/s0/security/add/${method}`);
    for (const sentence of sentences) await seeText(page, sentence);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/security/set-up');
    for (const sentence of sentences) await seeText(page, sentence);
  }
});

portalTest(
  'S0.16 a phone number changed in the profile gets the codes once it is verified',
  async (page, world) => {
    const fresh = '+447700900777';
    await joinS0(page, world);
    await chooseMethod(page, 'SMS code');
    await proveContact(page, world, PHONE);
    await openFromMenu(page, 'Profile');
    await page.getByRole('link', { name: 'Change' }).click();
    await page.getByLabel('Phone number').fill('07700 900777');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await readText(page.getByRole('alert'))).toContain('country code');
    await page.getByLabel('Phone number').fill('+44 7700 900777');
    await page.getByRole('button', { name: 'Save' }).click();
    await seeText(page, 'Codes by text message still go to •••• 42 until you have verified the new one.');

    // Saved is not verified: codes go where they went.
    const other = await world.visitor();
    await enterPassword(other, 's0', helena);
    await other.getByRole('link', { name: 'Use “SMS code”' }).click();
    await other.getByRole('button', { name: 'Send code' }).click();
    await seeText(other, 'We sent a code to •••• 42.');
    expect(countOf(world, fresh)).toBe(0);
    world.clock.advance(60_000);

    await page.getByRole('button', { name: 'Verify the new number' }).click();
    await proveContact(page, world, fresh);
    await seeText(page, 'Verified. Codes go there from now on.');
    await signOutOf(page);
    await enterPassword(page, 's0', helena);
    const before = countOf(world, PHONE);
    await page.getByRole('link', { name: 'Use “SMS code” (•••• 77)' }).click();
    await answerWithSentCode(page, world, { to: fresh, button: 'Sign in' });
    await seeHeading(page, 'Welcome, Helena Novak');
    expect(countOf(world, PHONE)).toBe(before);
  },
);

portalTest('S0.17 “I’ve lost access to my second factor” says how to reach support', async (page, world) => {
  await joinS0(page, world);
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  const section = page.locator('section', { hasText: 'I’ve lost access to my second factor' });
  expect(await readText(section)).toContain('support@milldrum.example');
});

async function joinWithEmail(page: Page, world: World): Promise<void> {
  await enterPassword(page, 's0', ibrahim);
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, ibrahim.email);
  await seeHeading(page, 'Security');
}
