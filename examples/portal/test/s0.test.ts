import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { scanQrCode } from './authenticator-app.ts';
import { answerWithSentCode, codeSentTo, countOf, newestMail } from './messages.ts';
import { chooseMethod, joinS0, proveApp, proveContact } from './method-walks.ts';
import { follow, press } from './page-input.ts';
import { readAlert, readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest, type World } from './portal-test.ts';
import { enterCode, enterPassword, helena, ibrahim, pressSignOut, signOutOf, typePassword } from './walks.ts';

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
  const stranger = await world.visitor();
  await stranger.goto('/s0/sign-in/code');
  await seeHeading(stranger, 'Sign in');
  for (const _ of ['second sign-in', 'third sign-in']) {
    await pressSignOut(page);
    await enterPassword(page, 's0', helena);
    await seeHeading(page, 'Confirm that it is you');
    await page.goto('/s0/home');
    await seeHeading(page, 'Sign in');
    await typePassword(page, 's0', helena);
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    await seeHeading(page, 'Welcome, Helena Novak');
    world.clock.advance(30_000);
  }
});

portalTest('S0.3 offers four methods, TOTP first, and any one is enough', async (page, world) => {
  await enterPassword(page, 's0', ibrahim);
  expect(await page.locator('.offer strong').allInnerTexts()).toEqual([
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
  await follow(page, 'Set up: Authenticator app (TOTP)');
  await seeText(page, 'works offline');
  await press(page, 'Continue');
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
  expect(await readAlert(page)).toContain('then enter the code that your app shows');
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
  await press(page, 'Send code');
  await enterCode(page, used[1] ?? '', 'Sign in');
  expect(await readAlert(page)).toContain('You used this code already');
  // Another one has to be waited for, and the page says how long.
  await seeText(page, 'You can ask for another code from');
  await press(page, 'Send another code');
  expect(await readAlert(page)).toContain('No new code was sent yet.');
  world.clock.advance(30_000);
  await press(page, 'Send another code');
  await enterCode(page, codeSentTo(world, ibrahim.email), 'Sign in');
  await seeHeading(page, 'Welcome, Ibrahim Sesay');
});

portalTest('S0.8 email is labelled the weakest, best as a backup factor', async (page) => {
  await enterPassword(page, 's0', helena);
  const card = page.locator('.cards > li', { hasText: 'Email code' });
  expect(await readText(card.locator('.tag'))).toBe('Weakest');
  expect(await readText(card)).toContain('Best used as a backup factor next to a stronger primary.');
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
  await follow(page, 'Use “SMS code” (•••• 42)');
  expect(countOf(world, PHONE)).toBe(before);
  await answerWithSentCode(page, world, { to: PHONE, button: 'Sign in' });
  await seeHeading(page, 'Welcome, Helena Novak');
  // The last line lets a phone fill the code in on this site alone.
  expect(newestMail(world, PHONE).text).toMatch(/\n@localhost #\d{6}$/);
});

portalTest('S0.10 SMS shows its caveats and cannot be the only method', async (page, world) => {
  await enterPassword(page, 's0', helena);
  const card = page.locator('.cards > li', { hasText: 'SMS code' });
  expect(await readText(card)).toContain(
    'Needs a mobile signal, and fails on a journey with another SIM card.',
  );
  expect(await readText(card)).toContain('This cannot be your only method.');
  expect(await card.getByRole('link').count()).toBe(0);
  await page.goto('/s0/sign-in/enrol/add/sms');
  await seeText(page, 'mobile signal');
  await seeText(page, 'on a journey with another SIM card');
  await seeText(page, 'after losing the number');
  await press(page, 'Continue');
  expect(await readAlert(page)).toContain('This cannot be your only method.');
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

async function joinWithEmail(page: Page, world: World): Promise<void> {
  await enterPassword(page, 's0', ibrahim);
  await chooseMethod(page, 'Email code');
  await proveContact(page, world, ibrahim.email);
  await seeHeading(page, 'Security');
}
