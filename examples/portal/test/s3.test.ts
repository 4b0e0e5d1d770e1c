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
import { portalTest } from './portal-test.ts';
import { plugIn } from './security-key.ts';
import {
  enterCode,
  enterPassword,
  greta,
  hugo,
  pressSignOut,
  readText,
  seeHeading,
  seeText,
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
  await page.getByRole('link', { name: 'Security and login' }).click();
  await seeHeading(page, 'Security and login');
  await seeText(page, 'Two-factor authentication: not active');
  await page.getByRole('link', { name: 'Activate: Standard TOTP' }).click();
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
  await page.getByRole('button', { name: 'Register biometric/hardware key' }).click();
  await seeHeading(page, 'Your backup codes');
  await page.getByRole('button', { name: 'Agree' }).click();
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await page.getByRole('button', { name: 'Use biometric/hardware key' }).click();
  await seeHeading(page, 'Welcome, Greta Lind');

  await openFromMenu(page, 'Security and login');
  await finger.remove();
  await plugIn(page, { transport: 'usb', verifies: false });
  await chooseMethod(page, 'Biometric/hardware key', { label: 'USB key' });
  await page.getByRole('button', { name: 'Register biometric/hardware key' }).click();
  await seeText(page, 'The method was added.');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await page.getByRole('button', { name: 'Use biometric/hardware key' }).click();
  await seeHeading(page, 'Welcome, Greta Lind');
});

portalTest('S3.2 a stranger’s finger does not sign in; the owner’s then does', async (_, world) => {
  const page = await world.visitor({ script: true });
  const reader = await plugIn(page, { transport: 'internal', verifies: true });
  await openSecurityAndLogin(page, greta);
  await page.getByRole('link', { name: 'Activate: Biometric/hardware key' }).click();
  await seeText(page, 'Your fingerprint and face stay on your device.');
  await page.getByLabel('Name', { exact: true }).fill('This laptop');
  await page.getByRole('button', { name: 'Continue' }).click();
  await seeText(page, 'use your fingerprint, your face or the PIN of this device');
  await page.getByRole('button', { name: 'Register biometric/hardware key' }).click();
  await page.getByRole('button', { name: 'Agree' }).click();
  await seeText(page, 'You have one fingerprint, face or hardware key only.');
  await signOutOf(page);

  await enterPassword(page, 's3', greta);
  await seeText(page, 'Now use the fingerprint, face or key that you set up as “This laptop”.');
  await reader.feel('stranger');
  await page.getByRole('button', { name: 'Use biometric/hardware key' }).click();
  expect(await readText(page.locator('[role=alert]:visible'))).toContain('No answer came');
  await page.goto('/s3/home');
  await seeHeading(page, 'Sign in');
  await reader.feel('owner');
  await page.goto('/s3/sign-in/code');
  await page.getByRole('button', { name: 'Use biometric/hardware key' }).click();
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
    await page.getByRole('link', { name: link }).click();
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
    await page.getByRole('button', { name: 'Agree' }).click();
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
    await page.getByRole('link', { name: 'Use a backup code' }).click();
    await page.getByLabel('Backup code').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  const [first = '', , third = '', , fifth = ''] = codes;
  for (const code of [fifth, first]) {
    await signOutOf(page);
    await enter(code);
    await seeHeading(page, 'Welcome, Greta Lind');
  }
  await signOutOf(page);
  await enter(fifth);
  expect(await readText(page.getByRole('alert'))).toContain('You used this backup code already');
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
  await page.getByRole('button', { name: 'Agree' }).click();
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await seeText(page, 'a code by email to g•••@example.com');
  const sent = countOf(world, greta.email);
  await page.getByRole('link', { name: 'Use a backup code' }).click();
  await page.getByLabel('Backup code').fill(codes[9] ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await seeHeading(page, 'Welcome, Greta Lind');
  expect(countOf(world, greta.email)).toBe(sent);
});

portalTest('S3.5 a backup code also proves that a lost app may be removed', async (page, world) => {
  const { codes } = await activateAppS3(page, world, greta);
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await page.getByRole('link', { name: 'Use a backup code' }).click();
  await page.getByLabel('Backup code').fill(codes[2] ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await openFromMenu(page, 'Security and login');
  await page.getByRole('link', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await seeText(page, 'Two-factor authentication: not active');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await seeHeading(page, 'Welcome, Greta Lind');
});

portalTest('S3 a change asks for a fresh proof by any option, also one that is sent', async (page, world) => {
  await openSecurityAndLogin(page, greta);
  await chooseMethod(page, 'Email');
  await proveContact(page, world, greta.email);
  await page.getByRole('button', { name: 'Agree' }).click();
  world.clock.advance(16 * 60_000);
  await chooseMethod(page, 'Standard TOTP');
  await seeHeading(page, 'Confirm that it is you');
  await page.getByRole('button', { name: 'Send code' }).click();
  await enterCode(page, '000000', 'Confirm');
  expect(await readText(page.getByRole('alert'))).toContain('You have 4 attempts left.');
  world.clock.advance(30_000);
  await page.getByRole('button', { name: 'Send another code' }).click();
  await page.getByText('We sent a code to').waitFor();
  await enterCode(page, codeSentTo(world, greta.email), 'Confirm');
  await seeHeading(page, 'Activate: Standard TOTP');
  await page.getByRole('button', { name: 'Continue' }).click();
  await proveApp(page, world);
  await seeText(page, 'The method was added.');
});
