import type { Page } from 'playwright-core';
import type { Look } from './every-page.ts';
import {
  activateAppS4,
  activateEmailS4,
  chooseMethod,
  openFromMenu,
  openSecurityAndAccess,
  openSecurityAndLogin,
  proveApp,
  proveContact,
  proveProfile,
  switchOf,
} from './method-walks.ts';
import type { World } from './portal-test.ts';
import { plugIn } from './security-key.ts';
import { enterCode, enterPassword, greta, helena, ines, seeHeading, signOutOf } from './walks.ts';

/** With script, for the key. */
export async function everyPageOfS0(page: Page, world: World, look: Look): Promise<void> {
  await plugIn(page, { transport: 'usb', verifies: true });
  await page.goto('/');
  await look('s0-front');
  await page.goto('/mailbox');
  await look('mailbox-empty');
  await enterPassword(page, 's0', helena);
  await look('s0-enrol');
  await page.goto('/s0/sign-in/enrol/add/sms');
  await page.getByRole('button', { name: 'Continue' }).click();
  await look('s0-enrol-sms-not-alone');
  await page.goto('/s0/sign-in/enrol/add/totp');
  await look('s0-enrol-app');
  await page.getByRole('button', { name: 'Continue' }).click();
  await look('s0-enrol-app-set-up');
  await proveApp(page, world);
  await look('s0-security-one-method');
  await page.locator('summary.user-icon').click();
  await look('s0-menu');
  await page.goto('/s0/security');
  await page.getByRole('link', { name: 'Set up: SMS code' }).click();
  await look('s0-add-sms');
  await page.getByRole('button', { name: 'Continue' }).click();
  await look('s0-sms-set-up');
  await page.getByRole('button', { name: 'Send another code' }).click();
  await look('s0-sms-set-up-limited');
  await enterCode(page, '000000', 'Activate');
  await look('s0-sms-set-up-wrong');
  await proveContact(page, world, helena.phone ?? '');
  await page.getByRole('link', { name: 'Set up: Security key' }).click();
  await look('s0-add-key');
  await page.getByRole('button', { name: 'Continue' }).click();
  await look('s0-key-set-up');
  await page.getByRole('button', { name: 'Register security key' }).click();
  await seeHeading(page, 'Security');
  await look('s0-security-three-methods');
  await page.getByRole('button', { name: 'Ask for this first: Security key' }).click();
  await openFromMenu(page, 'Profile');
  await look('s0-profile');
  await page.getByRole('link', { name: 'Change' }).click();
  await look('s0-profile-edit');
  await page.getByLabel('Phone number').fill('+44 7700 900777');
  await page.getByRole('button', { name: 'Save' }).click();
  await look('s0-profile-confirm');
  await proveProfile(page, world, '+447700900777');
  await look('s0-profile-to-verify');
  await openFromMenu(page, 'Security');
  await look('s0-security-outdated');
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await look('s0-challenge-key');
  await page.getByRole('link', { name: 'Use “SMS code”' }).click();
  await look('s0-challenge-sms');
  await page.getByRole('button', { name: 'Send code' }).click();
  await look('s0-challenge-sms-sent');
  await page.goto('/mailbox');
  await look('mailbox');
  await page.goto('/s0/sign-in/code');
  await page.getByRole('button', { name: 'Use security key' }).click();
  await seeHeading(page, 'Welcome, Helena Novak');
  world.clock.advance(16 * 60_000);
  await page.goto('/s0/security/add/totp');
  await page.getByRole('button', { name: 'Continue' }).click();
  await look('s0-confirm-key');
  await page.getByRole('link', { name: 'Use “SMS code”' }).click();
  await look('s0-confirm-sms');
}

export async function everyPageOfS3(page: Page, world: World, look: Look): Promise<void> {
  await enterPassword(page, 's3', greta);
  await page.locator('header summary').click();
  await look('s3-menu');
  await openSecurityAndLogin(page, greta);
  await look('s3-settings-off');
  await chooseMethod(page, 'Standard TOTP');
  await look('s3-app-set-up');
  await proveApp(page, world);
  await look('s3-codes');
  await page.getByRole('button', { name: 'Agree' }).click();
  await look('s3-settings-on');
  await page.getByRole('link', { name: 'Activate: Biometric/hardware key' }).click();
  await look('s3-add-key');
  await page.getByRole('button', { name: 'Continue' }).click();
  await look('s3-key-without-script');
  await page.goto('/s3/security-and-login');
  await chooseMethod(page, 'Email');
  await proveContact(page, world, greta.email);
  await look('s3-settings-two');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await look('s3-challenge');
  await page.getByRole('link', { name: 'Use “Email”' }).click();
  await page.getByRole('button', { name: 'Send code' }).click();
  await look('s3-challenge-email-sent');
  await page.getByRole('link', { name: 'Use a backup code' }).click();
  await look('s3-backup-code');
}

export async function everyPageOfS4(page: Page, world: World, look: Look): Promise<void> {
  await openSecurityAndAccess(page, ines);
  await look('s4-off');
  await switchOf(page, 'Authentication app').click();
  await look('s4-activate');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Confirm password' }).click();
  await look('s4-activate-wrong');
  await page.getByLabel('Password').fill(ines.password);
  await page.getByRole('button', { name: 'Confirm password' }).click();
  await look('s4-app-set-up');
  await page.goto('/s4/security-and-access');
  await activateAppS4(page, world, ines);
  await look('s4-one');
  await switchOf(page, 'Email').click();
  await page.getByLabel('Password').fill(ines.password);
  await page.getByRole('button', { name: 'Confirm password' }).click();
  await look('s4-email-set-up');
  await page.goto('/s4/security-and-access');
  world.clock.advance(60_000);
  await activateEmailS4(page, world, ines);
  await look('s4-both');
  await page.getByRole('button', { name: 'Preferences' }).click();
  await look('s4-primary');
  await page.goto('/s4/security-and-access');
  await switchOf(page, 'Email').click();
  await look('s4-deactivate');
}
