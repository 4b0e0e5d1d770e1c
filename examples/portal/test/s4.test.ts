import { expect } from 'vitest';
import { scanQrCode, typeKey } from './authenticator-app.ts';
import { answerWithSentCode, countOf, noticesAt } from './messages.ts';
import {
  activateAppS4,
  activateEmailS4,
  openFromMenu,
  openSecurityAndAccess,
  proveContact,
  switchOf,
  turnOn,
} from './method-walks.ts';
import { fillIn, follow, press, turn } from './page-input.ts';
import { readAlert, readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { enterCode, enterPassword, ines, jonas, pressSignOut, signOutOf, typePassword } from './walks.ts';

portalTest('S4.1 user menu, “Security and access”, a section with a switch for each method', async (page) => {
  await enterPassword(page, 's4', ines);
  await page.locator('summary[aria-label="Account menu of ines"]').click();
  await follow(page, 'Security and access');
  await seeHeading(page, 'Security and access');
  for (const section of ['Authentication app', 'Email'] as const) {
    expect(await switchOf(page, section).getAttribute('aria-checked')).toBe('false');
  }
  expect(await page.getByRole('switch').count()).toBe(2);
});

portalTest('S4.2 what one user sets up touches nobody else of the account', async (page, world) => {
  await openSecurityAndAccess(page, ines);
  const entry = await activateAppS4(page, world, ines);
  const colleague = await world.visitor();
  await enterPassword(colleague, 's4', jonas);
  await seeHeading(colleague, 'Welcome, Jonas Weber');
  await openFromMenu(colleague, 'Security and access');
  expect(await switchOf(colleague, 'Authentication app').getAttribute('aria-checked')).toBe('false');
  const own = await activateAppS4(colleague, world, jonas);
  expect(own.secret).not.toBe(entry.secret);

  await signOutOf(colleague);
  await enterPassword(colleague, 's4', jonas);
  await enterCode(colleague, await entry.code(world.clock.now()), 'Sign in');
  expect(await readAlert(colleague)).toContain('please enter the new one');
  await enterCode(colleague, await own.code(world.clock.now()), 'Sign in');
  await seeHeading(colleague, 'Welcome, Jonas Weber');
});

portalTest(
  'S4.3 app: switch, password, “Confirm password”, QR or manual code, “Verify code”',
  async (page, world) => {
    await openSecurityAndAccess(page, ines);
    await turn(page, 'Authentication app');
    await fillIn(page, 'Password', ines.password);
    await press(page, 'Confirm password');
    const entry = await scanQrCode(page);
    expect(entry.account).toBe('ines');
    for (const app of ['Google Authenticator', 'Microsoft Authenticator']) await seeText(page, app);
    await page.getByText('I cannot scan the QR code').click();
    const typed = typeKey(await readText(page.locator('.key')));
    await fillIn(page, '6-digit verification code', await typed.code(world.clock.now()));
    await press(page, 'Verify code');
    await seeHeading(page, 'Security and access');
    expect(await switchOf(page, 'Authentication app').getAttribute('aria-checked')).toBe('true');
    world.clock.advance(30_000);
    await pressSignOut(page);
    await typePassword(page, 's4', ines);
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    await seeHeading(page, 'Welcome, Inês Duarte');
  },
);

portalTest('S4.4 email: switch, “Confirm password”, the emailed code, “Verify code”', async (page, world) => {
  await openSecurityAndAccess(page, ines);
  await turnOn(page, 'Email', ines.password);
  expect(countOf(world, ines.email)).toBe(1);
  await enterCode(page, '000000', 'Verify code');
  expect(await readAlert(page)).toContain('Only the newest code that you asked for in this window works');
  await proveContact(page, world, ines.email, 'Verify code');
  await seeHeading(page, 'Security and access');
  expect(await switchOf(page, 'Email').getAttribute('aria-checked')).toBe('true');
  await signOutOf(page);
  await enterPassword(page, 's4', ines);
  await answerWithSentCode(page, world, { to: ines.email, button: 'Sign in' });
  await seeHeading(page, 'Welcome, Inês Duarte');
});

portalTest(
  'S4.5 deactivate: switch off, password, “Deactivate”, while both are active only',
  async (page, world) => {
    await openSecurityAndAccess(page, ines);
    await activateAppS4(page, world, ines);
    expect(await switchOf(page, 'Authentication app').isDisabled()).toBe(true);
    await seeText(page, 'To deactivate this method, activate the other one first.');
    // By its address it is not to be had either.
    await page.goto('/s4/security-and-access/deactivate/totp');
    await fillIn(page, 'Password', ines.password);
    await press(page, 'Deactivate');
    await seeText(page, 'This is not possible at the moment. Nothing was changed.');
    expect(await switchOf(page, 'Authentication app').getAttribute('aria-checked')).toBe('true');

    await activateEmailS4(page, world, ines);
    await turn(page, 'Authentication app');
    await fillIn(page, 'Password', ines.password);
    await press(page, 'Deactivate');
    await seeText(page, 'The method was deactivated.');
    expect(await switchOf(page, 'Authentication app').getAttribute('aria-checked')).toBe('false');
    expect(await switchOf(page, 'Email').isDisabled()).toBe(true);
    await signOutOf(page);
    await enterPassword(page, 's4', ines);
    await seeText(page, 'a code by email to i•••@example.com');
    expect(await page.getByText('Use another method').count()).toBe(0);
  },
);

portalTest('S4.5 the last method stays, whichever way it is asked for', async (page, world) => {
  await openSecurityAndAccess(page, ines);
  await activateAppS4(page, world, ines);
  const { request } = page.context();
  const headers = { origin: world.origin };
  const { factors } = await (await request.get('/s4/mfa/account')).json();
  const [only] = factors;
  await request.post('/s4/mfa/reauthenticate', { headers, data: { password: ines.password } });
  const removed = await request.delete(`/s4/mfa/factors/${only.id}`, { headers });
  expect([removed.status(), (await removed.json()).reason]).toEqual([403, 'must-keep']);
  await page.reload();
  expect(await switchOf(page, 'Authentication app').getAttribute('aria-checked')).toBe('true');
});

portalTest('S4.5 L3 who deactivates a method is told so at the address on file', async (page, world) => {
  await openSecurityAndAccess(page, ines);
  await activateAppS4(page, world, ines);
  await activateEmailS4(page, world, ines);
  await turn(page, 'Authentication app');
  await fillIn(page, 'Password', ines.password);
  await press(page, 'Deactivate');
  await seeText(page, 'The method was deactivated.');
  const told = (await noticesAt(world, ines.email)).at(-1);
  expect(told?.subject).toBe('A way to confirm your sign-in was removed at Quillbrook Cloud');
  expect(told?.text).toContain('Which: authenticator app');
});

portalTest('S4.6 a wrong password changes nothing', async (page, world) => {
  await openSecurityAndAccess(page, ines);
  await turnOn(page, 'Authentication app', 'not the password');
  expect(await readAlert(page)).toBe('This is not your password. You have 4 attempts left.');
  expect(await page.locator('.qr').count()).toBe(0);
  await page.goto('/s4/security-and-access/set-up');
  await seeHeading(page, 'Security and access');
  await turnOn(page, 'Email', 'not the password');
  expect(await readAlert(page)).toBe('This is not your password. You have 3 attempts left.');
  expect(countOf(world, ines.email)).toBe(0);

  await page.goto('/s4/security-and-access');
  await activateAppS4(page, world, ines);
  await activateEmailS4(page, world, ines);
  await turn(page, 'Email');
  await fillIn(page, 'Password', 'not the password');
  await press(page, 'Deactivate');
  expect(await readAlert(page)).toBe('This is not your password. You have 4 attempts left.');
  await page.goto('/s4/security-and-access');
  for (const section of ['Authentication app', 'Email'] as const) {
    expect(await switchOf(page, section).getAttribute('aria-checked')).toBe('true');
  }
  // Nor is anybody told of a removal that was none.
  const told = await noticesAt(world, ines.email);
  expect(told.filter(({ subject }) => subject.includes('removed'))).toEqual([]);
});

portalTest(
  'S4.7 primary: preferences at the right of “Two-factor authentication”, choose, “Save”',
  async (page, world) => {
    await openSecurityAndAccess(page, ines);
    const preferences = page.getByRole('button', { name: 'Preferences' });
    expect(await preferences.isDisabled()).toBe(true);
    await activateAppS4(page, world, ines);
    expect(await preferences.isDisabled()).toBe(true);
    await page.goto('/s4/security-and-access/primary');
    await seeText(page, 'This is not possible at the moment.');
    await activateEmailS4(page, world, ines);

    const heading = await page.getByRole('heading', { name: 'Two-factor authentication' }).boundingBox();
    const button = await preferences.boundingBox();
    expect(button?.x).toBeGreaterThan((heading?.x ?? 0) + 100);
    expect(Math.abs((button?.y ?? 0) - (heading?.y ?? 0))).toBeLessThan(30);
    await preferences.click();
    expect(await page.getByLabel('Authentication app').isChecked()).toBe(true);
    await page.getByLabel('Email').check();
    await press(page, 'Save');
    await seeText(page, 'It is asked for first from now on.');
    expect(await readText(page.getByRole('region', { name: 'Email' }).locator('.tag'))).toBe('primary');
  },
);

portalTest(
  'S4.8 the primary is asked first, the other stays selectable; removing it promotes the other',
  async (page, world) => {
    await openSecurityAndAccess(page, ines);
    const entry = await activateAppS4(page, world, ines);
    await activateEmailS4(page, world, ines);
    await press(page, 'Preferences');
    await page.getByLabel('Email').check();
    await press(page, 'Save');
    await signOutOf(page);

    const before = countOf(world, ines.email);
    await enterPassword(page, 's4', ines);
    await seeText(page, 'a code by email to i•••@example.com');
    await follow(page, 'Use “Authentication app”');
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    await seeHeading(page, 'Welcome, Inês Duarte');
    expect(countOf(world, ines.email)).toBe(before);
    world.clock.advance(30_000);

    await openFromMenu(page, 'Security and access');
    await turn(page, 'Email');
    await fillIn(page, 'Password', ines.password);
    await press(page, 'Deactivate');
    await seeText(page, 'The method was deactivated.');
    await signOutOf(page);
    await enterPassword(page, 's4', ines);
    await seeText(page, 'Now open the authenticator app you set up as “Authentication app”');
    await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
    await seeHeading(page, 'Welcome, Inês Duarte');
  },
);
