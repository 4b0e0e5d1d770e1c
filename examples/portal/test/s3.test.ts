import { expect } from 'vitest';
import { answerWithSentCode, codeSentTo, countOf } from './messages.ts';
import {
  activateAppS3,
  chooseMethod,
  openFromMenu,
  openSecurityAndLogin,
  proveApp,
  proveContact,
} from './method-walks.ts';
import { fillIn, follow, press, pressAndStay } from './page-input.ts';
import { readAlert, readText, seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { plugIn } from './security-key.ts';
import {
  enterCode,
  enterPassword,
  greta,
  hugo,
  pressSignOut,
  shownCodes,
  signOutOf,
  typePassword,
} from './walks.ts';

portalTest('S3.1 user name at the top right, “Security and login”, activate', async (page) => {
  await enterPassword(page, 's3', greta);
  const opener = page.locator('header summary', { hasText: 'greta' });
  const place = await opener.boundingBox();
  expect(place?.y).toBeLessThan(60);
  expect(place?.x).toBeGreaterThan((page.viewportSize()?.width ?? 0) / 2);
  await opener.click();
  await follow(page, 'Security and login');
  await seeHeading(page, 'Security and login');
  await seeText(page, 'Two-factor authentication: not active');
  await follow(page, 'Activate: Standard TOTP');
  await seeHeading(page, 'Activate: Standard TOTP');
});

portalTest('S3.2 four options: TOTP, biometric/hardware key, SMS, email', async (page) => {
  await openSecurityAndLogin(page, greta);
  expect(await page.locator('.offer strong').allInnerTexts()).toEqual([
    'Standard TOTP',
    'Biometric/hardware key',
    'SMS',
    'Email',
  ]);
  await seeText(
    page,
    'Your fingerprint or face on this device (Touch ID, Face ID, Windows Hello), or a hardware key',
  );
});

portalTest('S3.2 S3.3 a fingerprint or face signs in, and so does a hardware key', async (_, world) => {
  const page = await world.visitor({ script: true });
  const finger = await plugIn(page, { transport: 'internal', verifies: true });
  await openSecurityAndLogin(page, greta);
  await chooseMethod(page, 'Biometric/hardware key', { label: 'This laptop' });
  await press(page, 'Register biometric/hardware key');
  await seeHeading(page, 'Your backup codes');
  await press(page, 'Agree');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await press(page, 'Use biometric/hardware key');
  await seeHeading(page, 'Welcome, Greta Lind');

  await openFromMenu(page, 'Security and login');
  await finger.remove();
  await plugIn(page, { transport: 'usb', verifies: false });
  await chooseMethod(page, 'Biometric/hardware key', { label: 'USB key' });
  await press(page, 'Register biometric/hardware key');
  await seeText(page, 'The method was added.');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await press(page, 'Use biometric/hardware key');
  await seeHeading(page, 'Welcome, Greta Lind');
});

portalTest('S3.2 a stranger’s finger does not sign in; the owner’s then does', async (_, world) => {
  const page = await world.visitor({ script: true });
  const reader = await plugIn(page, { transport: 'internal', verifies: true });
  await openSecurityAndLogin(page, greta);
  await follow(page, 'Activate: Biometric/hardware key');
  await seeText(page, 'Your fingerprint and face stay on your device.');
  await fillIn(page, 'Name', 'This laptop');
  await press(page, 'Continue');
  await seeText(page, 'use your fingerprint, your face or the PIN of this device');
  await press(page, 'Register biometric/hardware key');
  await press(page, 'Agree');
  await seeText(page, 'You have one fingerprint, face or hardware key only.');
  await signOutOf(page);

  await enterPassword(page, 's3', greta);
  await seeText(page, 'Now use the fingerprint, face or key that you set up as “This laptop”.');
  await reader.feel('stranger');
  await pressAndStay(page, 'Use biometric/hardware key');
  expect(await readText(page.locator('[role=alert]:visible'))).toContain('No answer came');
  await page.goto('/s3/home');
  await seeHeading(page, 'Sign in');
  await reader.feel('owner');
  await page.goto('/s3/sign-in/code');
  await press(page, 'Use biometric/hardware key');
  await seeHeading(page, 'Welcome, Greta Lind');
});

portalTest('S3.3 sign-in asks for user name, password, and then one of those', async (page, world) => {
  const { entry } = await activateAppS3(page, world, hugo);
  await chooseMethod(page, 'SMS');
  await proveContact(page, world, hugo.phone ?? '');
  await chooseMethod(page, 'Email');
  await proveContact(page, world, hugo.email);
  await pressSignOut(page);
  await typePassword(page, 's3', hugo);
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await seeHeading(page, 'Welcome, Hugo Ferrer');
  world.clock.advance(30_000);
  const ways = [
    { link: 'Use “SMS” (•••• 88)', to: hugo.phone ?? '' },
    { link: 'Use “Email” (h•••@example.com)', to: hugo.email },
  ];
  for (const { link, to } of ways) {
    await signOutOf(page);
    await enterPassword(page, 's3', hugo);
    await seeHeading(page, 'Confirm that it is you');
    await follow(page, link);
    await answerWithSentCode(page, world, { to, button: 'Sign in' });
    await seeHeading(page, 'Welcome, Hugo Ferrer');
  }
  await signOutOf(page);
  await enterPassword(page, 's3', hugo);
  await page.goto('/s3/transfer-codes');
  await seeHeading(page, 'Sign in');
});

portalTest(
  'S3.4 the first set-up makes backup codes; the TOTP set-up says to store them',
  async (page, world) => {
    await openSecurityAndLogin(page, greta);
    await chooseMethod(page, 'Standard TOTP');
    await seeText(page, 'you get backup codes. Store them safely, in case you lose your device.');
    await proveApp(page, world);
    expect(new Set(await shownCodes(page)).size).toBe(10);
    await press(page, 'Agree');
    await seeText(page, '10 of 10 left.');
    // A further option brings no new ones: the old list stays good.
    await chooseMethod(page, 'Email');
    await proveContact(page, world, greta.email);
    await seeText(page, 'The method was added.');
    await seeText(page, '10 of 10 left.');
  },
);

portalTest('S3.4 whichever option is the first, it makes backup codes', async (page, world) => {
  await openSecurityAndLogin(page, greta);
  await chooseMethod(page, 'SMS');
  await proveContact(page, world, greta.phone ?? '');
  expect(new Set(await shownCodes(page)).size).toBe(10);
});

portalTest('S3.5 any backup code takes the place of the temporary code, once', async (page, world) => {
  const { codes } = await activateAppS3(page, world, greta);
  const enter = async (code: string): Promise<void> => {
    await enterPassword(page, 's3', greta);
    await follow(page, 'Use a backup code');
    await fillIn(page, 'Backup code', code);
    await press(page, 'Continue');
  };
  const [first = '', , third = '', , fifth = ''] = codes;
  for (const code of [fifth, first]) {
    await signOutOf(page);
    await enter(code);
    await seeHeading(page, 'Welcome, Greta Lind');
  }
  await signOutOf(page);
  await enter(fifth);
  expect(await readAlert(page)).toContain('You used this backup code already');
  await enter(third);
  await seeHeading(page, 'Welcome, Greta Lind');
  await openFromMenu(page, 'Security and login');
  await seeText(page, '7 of 10 left.');
});

portalTest('S3.5 a backup code takes the place of whichever option is asked for', async (page, world) => {
  await openSecurityAndLogin(page, greta);
  await chooseMethod(page, 'Email');
  await proveContact(page, world, greta.email);
  const codes = await shownCodes(page);
  await press(page, 'Agree');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await seeText(page, 'a code by email to g•••@example.com');
  const sent = countOf(world, greta.email);
  await follow(page, 'Use a backup code');
  await fillIn(page, 'Backup code', codes[9] ?? '');
  await press(page, 'Continue');
  await seeHeading(page, 'Welcome, Greta Lind');
  expect(countOf(world, greta.email)).toBe(sent);
});

portalTest('S3.5 a backup code also proves that a lost app may be removed', async (page, world) => {
  const { codes } = await activateAppS3(page, world, greta);
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await follow(page, 'Use a backup code');
  await fillIn(page, 'Backup code', codes[2] ?? '');
  await press(page, 'Continue');
  await openFromMenu(page, 'Security and login');
  await follow(page, 'Deactivate');
  await press(page, 'Deactivate');
  await seeText(page, 'Two-factor authentication: not active');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await seeHeading(page, 'Welcome, Greta Lind');
});

portalTest('S3 a change asks for a fresh proof by any option, also one that is sent', async (page, world) => {
  await openSecurityAndLogin(page, greta);
  await chooseMethod(page, 'Email');
  await proveContact(page, world, greta.email);
  await press(page, 'Agree');
  world.clock.advance(16 * 60_000);
  await chooseMethod(page, 'Standard TOTP');
  await seeHeading(page, 'Confirm that it is you to set up a method');
  await press(page, 'Send code');
  await enterCode(page, '000000', 'Confirm');
  expect(await readAlert(page)).toContain('You have 4 attempts left.');
  world.clock.advance(30_000);
  await press(page, 'Send another code');
  await seeText(page, 'We sent a code to');
  await enterCode(page, codeSentTo(world, greta.email), 'Confirm');
  await seeHeading(page, 'Activate: Standard TOTP');
  await press(page, 'Continue');
  await proveApp(page, world);
  await seeText(page, 'The method was added.');
});
