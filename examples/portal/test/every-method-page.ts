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
} from './method-walks.ts';
import { fillIn, follow, press, turn, unfold } from './page-input.ts';
import { seeHeading } from './page-reading.ts';
import type { World } from './portal-test.ts';
import { plugIn } from './security-key.ts';
import { enterCode, enterPassword, greta, helena, ines, signOutOf } from './walks.ts';

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
  await press(page, 'Continue');
  await look('s0-enrol-sms-not-alone');
  await page.goto('/s0/sign-in/enrol/add/totp');
  await look('s0-enrol-app');
  await press(page, 'Continue');
  await look('s0-enrol-app-set-up');
  await proveApp(page, world);
  await look('s0-security-one-method');
  await unfold(page, /^Account menu/);
  await look('s0-menu');
  await page.goto('/s0/security');
  await follow(page, 'Set up: SMS code');
  await look('s0-add-sms');
  await press(page, 'Continue');
  await look('s0-sms-set-up');
  await press(page, 'Send another code');
  await look('s0-sms-set-up-limited');
  await enterCode(page, '000000', 'Activate');
  await look('s0-sms-set-up-wrong');
  await proveContact(page, world, helena.phone ?? '');
  await follow(page, 'Set up: Security key');
  await look('s0-add-key');
  await press(page, 'Continue');
  await look('s0-key-set-up');
  await press(page, 'Register security key');
  await seeHeading(page, 'Security');
  await look('s0-security-three-methods');
  await press(page, 'Ask for this first: Security key');
  await openFromMenu(page, 'Profile');
  await look('s0-profile');
  await follow(page, 'Change');
  await look('s0-profile-edit');
  await fillIn(page, 'Phone number', '+44 7700 900777');
  await press(page, 'Save');
  await look('s0-profile-confirm');
  await proveProfile(page, world, '+447700900777');
  await look('s0-profile-to-verify');
  await openFromMenu(page, 'Security');
  await look('s0-security-outdated');
  await signOutOf(page);
  await enterPassword(page, 's0', helena);
  await look('s0-challenge-key');
  await follow(page, 'Use “SMS code”');
  await look('s0-challenge-sms');
  await press(page, 'Send code');
  await look('s0-challenge-sms-sent');
  await page.goto('/mailbox');
  await look('mailbox');
  await page.goto('/s0/sign-in/code');
  await press(page, 'Use security key');
  await seeHeading(page, 'Welcome, Helena Novak');
  world.clock.advance(16 * 60_000);
  await page.goto('/s0/security/add/totp');
  await press(page, 'Continue');
  await look('s0-confirm-key');
  await follow(page, 'Use “SMS code”');
  await look('s0-confirm-sms');
}

export async function everyPageOfS3(page: Page, world: World, look: Look): Promise<void> {
  await enterPassword(page, 's3', greta);
  await unfold(page, /^Account menu/);
  await look('s3-menu');
  await openSecurityAndLogin(page, greta);
  await look('s3-settings-off');
  await chooseMethod(page, 'Standard TOTP');
  await look('s3-app-set-up');
  await proveApp(page, world);
  await look('s3-codes');
  await press(page, 'Agree');
  await look('s3-settings-on');
  await follow(page, 'Activate: Biometric/hardware key');
  await look('s3-add-key');
  await press(page, 'Continue');
  await look('s3-key-without-script');
  await page.goto('/s3/security-and-login');
  await chooseMethod(page, 'Email');
  await proveContact(page, world, greta.email);
  await look('s3-settings-two');
  await signOutOf(page);
  await enterPassword(page, 's3', greta);
  await look('s3-challenge');
  await follow(page, 'Use “Email”');
  await press(page, 'Send code');
  await look('s3-challenge-email-sent');
  await follow(page, 'Use a backup code');
  await look('s3-backup-code');
}

export async function everyPageOfS4(page: Page, world: World, look: Look): Promise<void> {
  await openSecurityAndAccess(page, ines);
  await look('s4-off');
  await turn(page, 'Authentication app');
  await look('s4-activate');
  await fillIn(page, 'Password', 'not the password');
  await press(page, 'Confirm password');
  await look('s4-activate-wrong');
  await fillIn(page, 'Password', ines.password);
  await press(page, 'Confirm password');
  await look('s4-app-set-up');
  await page.goto('/s4/security-and-access');
  await activateAppS4(page, world, ines);
  await look('s4-one');
  await turn(page, 'Email');
  await fillIn(page, 'Password', ines.password);
  await press(page, 'Confirm password');
  await look('s4-email-set-up');
  await page.goto('/s4/security-and-access');
  world.clock.advance(60_000);
  await activateEmailS4(page, world, ines);
  await look('s4-both');
  await press(page, 'Preferences');
  await look('s4-primary');
  await page.goto('/s4/security-and-access');
  await turn(page, 'Email');
  await look('s4-deactivate');
}
