import { expect } from 'vitest';
import { scanQrCode, typeKey } from './authenticator-app.ts';
import { follow, press } from './page-input.ts';
import { readAlert, readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import {
  activateS1,
  alice,
  enterCode,
  enterPassword,
  openMultiFactorAuth,
  pressSignOut,
  signInWithCode,
  signOutOf,
  typePassword,
} from './walks.ts';

portalTest('S1.1 Account, Security, “Multi-factor auth”', async (page) => {
  await enterPassword(page, 's1', alice);
  await page.locator('nav summary', { hasText: 'Account' }).click();
  await follow(page, 'Security');
  await seeHeading(page, 'Security');
  await follow(page, 'Multi-factor auth');
  await seeHeading(page, 'Multi-factor auth');
  expect(await page.getByRole('button', { name: 'Activate' }).isVisible()).toBe(true);
});

portalTest('S1.2 before activation the page advises to install and open an app first', async (page) => {
  await enterPassword(page, 's1', alice);
  await openMultiFactorAuth(page);
  await seeText(
    page,
    'Install an authenticator app on your phone and open it, so that it is ready to scan. We recommend Google Authenticator, for Android and iOS. Duo Mobile, or any other app',
  );
  const links = page.getByRole('link', { name: /^Google Authenticator for/ });
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    'https://play.google.com/store/apps/details?id=com.google.android.apps.authenticator2',
    'https://apps.apple.com/app/google-authenticator/id388497605',
  ]);
  expect(await page.locator('.key').count()).toBe(0);
});

portalTest('S1.3 “Activate” shows secret key, QR code and app links on one screen', async (page) => {
  await enterPassword(page, 's1', alice);
  await openMultiFactorAuth(page);
  await press(page, 'Activate');
  const key = (await readText(page.locator('.key'))).replaceAll(' ', '');
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  const entry = await scanQrCode(page);
  expect(entry.secret).toBe(key);
  expect(entry.issuer).toBe('Northquay Hosting');
  for (const app of ['Google Authenticator', 'Duo Mobile']) {
    for (const system of ['Android', 'iPhone and iPad (iOS)']) {
      expect(await page.getByRole('link', { name: `${app} for ${system}` }).isVisible()).toBe(true);
    }
  }
});

portalTest('S1.4 “Continue” leads on to the code check', async (page) => {
  await enterPassword(page, 's1', alice);
  await openMultiFactorAuth(page);
  await press(page, 'Activate');
  await follow(page, 'Continue');
  await seeHeading(page, 'Check the code');
  expect(await page.getByLabel('6-digit code').getAttribute('autocomplete')).toBe('one-time-code');
  expect(await page.getByLabel('6-digit code').getAttribute('inputmode')).toBe('numeric');
});

portalTest('S1.5 the secret key works when it is typed by hand', async (page, { clock }) => {
  await enterPassword(page, 's1', alice);
  await openMultiFactorAuth(page);
  await press(page, 'Activate');
  const typed = typeKey(await readText(page.locator('.key')));
  await follow(page, 'Continue');
  await enterCode(page, await typed.code(clock.now()), 'Save');
  await seeHeading(page, 'Two-factor authentication is active');
});

portalTest(
  'S1.6 nothing takes effect before the check, and the page says when to save',
  async (page, { clock, visitor }) => {
    await enterPassword(page, 's1', alice);
    await openMultiFactorAuth(page);
    await press(page, 'Activate');
    await seeText(page, 'Nothing is switched on yet.');
    const entry = await scanQrCode(page);
    await follow(page, 'Continue');
    await seeText(page, 'Save only once your app shows the account and its 6 digits.');

    const other = await visitor();
    await enterPassword(other, 's1', alice);
    await seeHeading(other, 'Welcome, Alice Moore');

    const old = await entry.code(clock.now() - 120_000);
    await enterCode(page, old, 'Save');
    expect(await readAlert(page)).toContain('then enter the code that your app shows');
    await page.goto('/s1/account/security/multi-factor');
    await seeText(page, 'Two-factor authentication: not active');

    // The set-up is still open: the same entry in the app completes it.
    await page.goto('/s1/account/security/multi-factor/set-up/check');
    await enterCode(page, await entry.code(clock.now()), 'Save');
    await seeHeading(page, 'Two-factor authentication is active');
  },
);

portalTest('S1.7 sign-in asks for the password, then for the 6 digits', async (page, world) => {
  const entry = await activateS1(page, world);
  await pressSignOut(page);
  await typePassword(page, 's1', alice);
  await seeHeading(page, 'Enter your security code');
  await seeText(page, '“Authenticator app”');
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Alice Moore');
});

portalTest(
  'S1.8 a code works for about 60 seconds from when it first shows, then a hint asks for the new one',
  async (page, world) => {
    const { clock } = world;
    const entry = await activateS1(page, world);
    await signOutOf(page);
    const firstShown = clock.now();
    const worksYet = await entry.code(firstShown);
    await enterPassword(page, 's1', alice);
    clock.set(firstShown + 59_000);
    await enterCode(page, worksYet, 'Sign in');
    await seeHeading(page, 'Welcome, Alice Moore');
    await signOutOf(page);

    const secondShown = firstShown + 60_000;
    const tooOld = await entry.code(secondShown);
    clock.set(secondShown + 60_000);
    await enterPassword(page, 's1', alice);
    await enterCode(page, tooOld, 'Sign in');
    const error = await readAlert(page);
    expect(error).toContain('Your app shows a new code every 30 seconds: please enter the new one.');
    expect(error).toContain('You have 4 attempts left.');
    expect(await page.getByLabel('6-digit code').getAttribute('aria-describedby')).toContain('code-error');

    await enterCode(page, await entry.code(clock.now()), 'Sign in');
    await seeHeading(page, 'Welcome, Alice Moore');
  },
);

portalTest('S1.9 the settings show “Two-factor authentication” as active', async (page, world) => {
  await enterPassword(page, 's1', alice);
  await openMultiFactorAuth(page);
  await seeText(page, 'Two-factor authentication: not active');
  await activateS1(page, world);
  await openMultiFactorAuth(page);
  expect(await readText(page.locator('.status'))).toBe('Two-factor authentication: active');
});

portalTest(
  'S1.10 the next sign-in asks for password and code; neither alone opens the portal',
  async (page, world) => {
    await activateS1(page, world);
    const other = await world.visitor();
    await enterPassword(other, 's1', alice);
    await seeHeading(other, 'Enter your security code');
    await other.goto('/s1/home');
    await seeHeading(other, 'Sign in');
    await enterPassword(other, 's1', alice);
    await enterCode(other, '000000', 'Sign in');
    await other.goto('/s1/home');
    await seeHeading(other, 'Sign in');
  },
);

portalTest('S1.11 after activation: log out and in again at once', async (page, world) => {
  const entry = await activateS1(page, world);
  await seeText(page, 'Log out and log in again at once.');
  await press(page, 'Log out now');
  await seeHeading(page, 'Sign in');
  await signInWithCode(page, world, { portal: 's1', person: alice, entry });
});

portalTest('S1.12 a warning not to screenshot or share the QR code and the key', async (page) => {
  await enterPassword(page, 's1', alice);
  await openMultiFactorAuth(page);
  await press(page, 'Activate');
  await seeText(
    page,
    'Do not take a screenshot of the QR code or the secret key, and do not share them. Anyone who has them can make your codes and get in to your account.',
  );
});

portalTest('S1.13 advice to back the app up before changing phones', async (page, world) => {
  await activateS1(page, world);
  await seeText(page, 'Before you change phones, back up your authenticator app');
});

portalTest('S1.14 the settings show when the app was last used', async (page, world) => {
  const entry = await activateS1(page, world);
  await signOutOf(page);
  world.clock.set(Date.UTC(2026, 11, 24, 17, 30));
  await signInWithCode(page, world, { portal: 's1', person: alice, entry });
  await openMultiFactorAuth(page);
  const facts = await readText(page.locator('.cards .facts'));
  expect(facts.replace(/\s+/g, ' ')).toBe(
    'Added 20 November 2026 at 09:00 UTC Last used 24 December 2026 at 17:30 UTC',
  );
  await seeText(page, 'Two-factor authentication: active');
});

portalTest(
  'S1.15 locked out or phone lost: write from the registered contact email address',
  async (page, world) => {
    await page.goto('/s1/sign-in');
    const advice = 'Please write from your registered contact email address to support@northquay.example.';
    await seeText(page, advice);
    await activateS1(page, world);
    await openMultiFactorAuth(page);
    await seeText(page, advice);
    await seeText(page, 'Yours is alice@example.com.');
    await signOutOf(page);
    await enterPassword(page, 's1', alice);
    await seeHeading(page, 'Enter your security code');
    await follow(page, 'My phone is lost, or I cannot use the app');
    await seeText(
      page,
      'Write from your registered contact email address (a•••@example.com) to support@northquay.example.',
    );
    // Anyone who got this far knows the password only: the address is not for them to see.
    expect(await page.getByText('alice@example.com').count()).toBe(0);
  },
);
