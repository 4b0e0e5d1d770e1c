import { expect } from 'vitest';
import { scanQrCode } from './authenticator-app.ts';
import { fillIn, follow, press } from './page-input.ts';
import { readAlert, readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import {
  carla,
  enableS2,
  enableS2UntilCodes,
  enterBackupCode,
  enterCode,
  enterPassword,
  openSettings,
  pressSignOut,
  shownCodes,
  signInWithCode,
  signOutOf,
  typePassword,
} from './walks.ts';

portalTest('S2.1 top-right user icon, “Settings”, “Enable 2FA”', async (page) => {
  await enterPassword(page, 's2', carla);
  const icon = page.locator('summary[aria-label="Account menu of carla"]');
  const place = await icon.boundingBox();
  const width = page.viewportSize()?.width ?? 0;
  expect(place?.y).toBeLessThan(60);
  expect(place?.x).toBeGreaterThan(width / 2);
  await icon.click();
  await follow(page, 'Settings');
  await seeHeading(page, 'Settings');
  await press(page, 'Enable 2FA');
  await seeHeading(page, 'Enable two-factor authentication');
});

portalTest('S2.2 recommends Google and Microsoft Authenticator, and any other app does', async (page) => {
  await enterPassword(page, 's2', carla);
  await openSettings(page);
  await press(page, 'Enable 2FA');
  await seeText(page, 'Any other app that scans a QR code and makes “TOTP” codes works as well.');
  const links: Readonly<Record<string, string>> = {
    'Google Authenticator for Android': 'https://play.google.com/',
    'Google Authenticator for iPhone and iPad (iOS)': 'https://apps.apple.com/',
    'Microsoft Authenticator for Android': 'https://play.google.com/',
    'Microsoft Authenticator for iPhone and iPad (iOS)': 'https://apps.apple.com/',
  };
  for (const [name, store] of Object.entries(links)) {
    const address = await page.getByRole('link', { name, exact: true }).getAttribute('href');
    expect(address).toContain(store);
  }
});

portalTest('S2.3 Step 1 is the QR code, Step 2 the code field and “Enable”', async (page, { clock }) => {
  await enterPassword(page, 's2', carla);
  await openSettings(page);
  await press(page, 'Enable 2FA');
  const steps = page.locator('.step');
  expect(await readText(steps.nth(0).getByRole('heading'))).toBe('Step 1: scan the QR code');
  expect(await steps.nth(0).locator('svg').isVisible()).toBe(true);
  const entry = await scanQrCode(page);
  expect(await readText(steps.nth(1).getByRole('heading'))).toBe('Step 2: enter the code from the app');
  await steps
    .nth(1)
    .getByLabel('6-digit code')
    .fill(await entry.code(clock.now()));
  await steps.nth(1).getByRole('button', { name: 'Enable', exact: true }).click();
  await seeHeading(page, 'Your backup codes');
});

portalTest('S2.4 the app’s entry carries the user name by itself', async (page) => {
  await enterPassword(page, 's2', carla);
  await openSettings(page);
  await press(page, 'Enable 2FA');
  const entry = await scanQrCode(page);
  expect(entry.account).toBe('carla');
  expect(entry.issuer).toBe('Ringwell Telephone');
});

portalTest('S2.5 a correct code leads to the backup codes, a wrong one does not', async (page, { clock }) => {
  await enterPassword(page, 's2', carla);
  await openSettings(page);
  await press(page, 'Enable 2FA');
  const entry = await scanQrCode(page);
  await enterCode(page, await entry.code(clock.now() - 300_000), 'Enable');
  expect(await readAlert(page)).toContain('then enter the code that your app shows');
  expect(await page.locator('pre').count()).toBe(0);
  // The same QR code is still there: nobody has to scan twice.
  expect((await scanQrCode(page)).secret).toBe(entry.secret);
  await enterCode(page, await entry.code(clock.now()), 'Enable');
  const codes = await shownCodes(page);
  expect(new Set(codes).size).toBe(10);
});

portalTest(
  'S2.6 the backup codes are to be kept apart from the password, and copy as plain text',
  async (page, world) => {
    const scripted = await world.visitor({ script: true });
    await enterPassword(scripted, 's2', carla);
    const { codes } = await enableS2UntilCodes(scripted, world);
    await seeText(
      scripted,
      'Copy them into a file now and keep it in a safe place, apart from your user name and password.',
    );
    expect(codes.length).toBe(10);
    for (const code of codes) expect(code).toMatch(/^\w{4}(-\w{4}){3}$/);
    // As a person does it: mark the list, copy, and paste into a plain text field.
    await scripted
      .context()
      .grantPermissions(['clipboard-read', 'clipboard-write'], { origin: world.origin });
    await scripted.locator('pre').click();
    await scripted.keyboard.press('ControlOrMeta+C');
    const copied = await scripted.evaluate(() => navigator.clipboard.readText());
    expect(copied.trim().split(/\r?\n/)).toEqual(codes);
    expect(await scripted.getByRole('button', { name: 'Agree' }).isVisible()).toBe(true);
    await page.close();
  },
);

portalTest(
  'S2.7 only after “Agree” is it enabled, and the portal signs the user out',
  async (page, world) => {
    const elsewhere = await world.visitor();
    await enterPassword(elsewhere, 's2', carla);
    await enterPassword(page, 's2', carla);
    await enableS2UntilCodes(page, world);

    const early = await world.visitor();
    await enterPassword(early, 's2', carla);
    await seeHeading(early, 'Welcome, Carla Rossi');
    await openSettings(early);
    await seeText(early, 'Two-factor authentication: not enabled');

    await press(page, 'Agree');
    await seeHeading(page, 'Sign in');
    await seeText(page, 'Two-factor authentication was successfully enabled, and you were signed out.');
    for (const open of [page, elsewhere, early]) {
      await open.goto('/s2/home');
      await seeHeading(open, 'Sign in');
    }
  },
);

portalTest('S2.8 from then on sign-in has two steps', async (page, world) => {
  const { entry } = await enableS2(page, world);
  await enterPassword(page, 's2', carla);
  await seeHeading(page, 'Enter your security code');
  await page.goto('/s2/home');
  await seeHeading(page, 'Sign in');
  await typePassword(page, 's2', carla);
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Carla Rossi');
  await pressSignOut(page);
});

portalTest(
  'S2.9 “I lost access to the authentication app”, backup code, “Continue”, signed in',
  async (page, world) => {
    const { codes } = await enableS2(page, world);
    await enterPassword(page, 's2', carla);
    await follow(page, 'I lost access to the authentication app');
    await seeHeading(page, 'Use a backup code');
    await fillIn(page, 'Backup code', codes[0] ?? '');
    await press(page, 'Continue');
    await seeHeading(page, 'Welcome, Carla Rossi');
    await seeText(page, 'You signed in with a backup code; it will not work again.');
  },
);

portalTest('S2.10 each backup code works once', async (page, world) => {
  const { codes } = await enableS2(page, world);
  const [first = '', second = ''] = codes;
  await enterBackupCode(page, carla, first);
  await seeHeading(page, 'Welcome, Carla Rossi');
  await signOutOf(page);
  await enterBackupCode(page, carla, first);
  expect(await readAlert(page)).toContain('You used this backup code already');
  // Typed from paper: small letters, and spaces for dashes.
  await fillIn(page, 'Backup code', second.toLowerCase().replaceAll('-', ' '));
  await press(page, 'Continue');
  await seeHeading(page, 'Welcome, Carla Rossi');
  await openSettings(page);
  await seeText(page, '8 of 10 left.');
});

portalTest('S2.10 R1 of one code in two browsers at once, one is accepted', async (page, world) => {
  const { codes } = await enableS2(page, world);
  const [code = ''] = codes;
  const pages = [page, await world.visitor()];
  for (const open of pages) {
    await enterPassword(open, 's2', carla);
    await follow(open, 'I lost access to the authentication app');
    await fillIn(open, 'Backup code', code);
  }
  await Promise.all(pages.map((open) => press(open, 'Continue')));
  const titles = await Promise.all(pages.map((open) => readText(open.getByRole('heading', { level: 1 }))));
  expect(titles.toSorted()).toEqual(['Use a backup code', 'Welcome, Carla Rossi']);
});

portalTest(
  'S2.11 after a backup code: disable 2FA and enable it again, with a new secret and new codes',
  async (page, world) => {
    const old = await enableS2(page, world);
    await enterBackupCode(page, carla, old.codes[0] ?? '');
    await openSettings(page);
    await follow(page, 'Disable 2FA');
    await press(page, 'Disable 2FA');
    await seeText(page, 'Two-factor authentication: not enabled');

    const renewed = await enableS2UntilCodes(page, world);
    await press(page, 'Agree');
    await seeText(page, 'successfully enabled');
    expect(renewed.entry.secret).not.toBe(old.entry.secret);
    expect(renewed.codes.filter((code) => old.codes.includes(code))).toEqual([]);

    await enterPassword(page, 's2', carla);
    await enterCode(page, await old.entry.code(world.clock.now()), 'Sign in');
    expect(await readAlert(page)).toContain('please enter the new one');
    await enterBackupCode(page, carla, old.codes[1] ?? '');
    expect(await readAlert(page)).toContain('not one of your unused backup codes');
    await signInWithCode(page, world, { portal: 's2', person: carla, entry: renewed.entry });
  },
);

portalTest('S2.12 a stolen password alone opens nothing', async (page, world) => {
  const { entry } = await enableS2(page, world);
  const attacker = await world.visitor();
  await enterPassword(attacker, 's2', carla);
  await seeHeading(attacker, 'Enter your security code');
  const pages = [
    'home',
    'call-forwarding',
    'settings',
    'settings/set-up',
    'settings/set-up/check',
    'settings/apps/add',
  ];
  for (const path of [...pages, 'settings/disable', 'settings/backup-codes', 'settings/active', 'confirm']) {
    await attacker.goto(`/s2/${path}`);
    await seeHeading(attacker, 'Sign in');
  }

  await enterPassword(attacker, 's2', carla);
  const { request } = attacker.context();
  const headers = { origin: world.origin };
  const asked = async (method: string, path: string, data?: object): Promise<string> => {
    const answer = await request.fetch(`/s2/mfa/${path}`, { method, headers, ...(data && { data }) });
    return `${answer.status()} ${(await answer.json()).code}`;
  };
  expect(await asked('GET', 'account')).toBe('401 no-session');
  // The browser holds a challenge, and it is good for answering it, not for setting up an app of one's own.
  expect(await asked('POST', 'factors', { method: 'totp' })).toBe('400 wrong-purpose');
  expect(await asked('POST', 'backup-codes', {})).toBe('401 no-session');
  expect(await asked('POST', 'backup-codes/acknowledge', {})).toBe('400 wrong-purpose');
  expect(await asked('POST', 'reauthenticate', { password: carla.password })).toBe('401 no-session');
  const guarded = await request.get('/s2/call-forwarding', { headers: { accept: 'application/json' } });
  expect(guarded.status()).toBe(401);
  expect(await guarded.json()).toMatchObject({ code: 'no-session' });

  // Nor did any of that lock the owner out.
  await signInWithCode(page, world, { portal: 's2', person: carla, entry });
  const api = await page.context().request.get('/s2/mfa/account');
  expect(await api.json()).toMatchObject({ enabled: true });
});
