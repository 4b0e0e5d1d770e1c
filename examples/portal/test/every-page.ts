import type { Page } from 'playwright-core';
import { scanQrCode } from './authenticator-app.ts';
import { fillIn, follow, press, unfold } from './page-input.ts';
import type { World } from './portal-test.ts';
import {
  activateS1,
  alice,
  carla,
  enableS2,
  enterBackupCode,
  enterCode,
  enterPassword,
  openMultiFactorAuth,
  openSettings,
  signInWithCode,
  signOutOf,
  typePassword,
} from './walks.ts';

/** Called on each page, with a name for it. */
export type Look = (name: string) => Promise<void>;

export async function everyPageOfS1(page: Page, world: World, look: Look): Promise<void> {
  const settings = '/s1/account/security/multi-factor';
  await page.goto('/');
  await look('front');
  await page.goto('/s1/sign-in');
  await look('s1-sign-in');
  await typePassword(page, 's1', { ...alice, password: 'wrong' });
  await look('s1-sign-in-wrong');
  await enterPassword(page, 's1', alice);
  await look('s1-home');
  await unfold(page, 'Account');
  await look('s1-menu');
  await follow(page, 'Security');
  await look('s1-security');
  await page.goto('/s1/account/payment');
  await look('s1-guarded-closed');
  await page.goto(settings);
  await look('s1-settings-off');
  await press(page, 'Activate');
  await look('s1-key');
  await follow(page, 'Continue');
  await look('s1-check');
  await enterCode(page, '000000', 'Save');
  await look('s1-check-wrong');
  await signOutOf(page);
  const entry = await activateS1(page, world);
  await look('s1-active');
  await press(page, 'Log out now');
  await enterPassword(page, 's1', alice);
  await look('s1-challenge');
  await enterCode(page, '000000', 'Sign in');
  await look('s1-challenge-wrong');
  await signInWithCode(page, world, { portal: 's1', person: alice, entry });
  await page.goto('/s1/account/payment');
  await look('s1-guarded-open');
  await openMultiFactorAuth(page);
  await look('s1-settings-on');
  world.clock.advance(16 * 60_000);
  await follow(page, 'Deactivate');
  await look('s1-disable');
  await press(page, 'Deactivate');
  await look('s1-confirm');
  await page.goto('/s1/nowhere');
  await look('s1-missing');
}

export async function everyPageOfS2(page: Page, world: World, look: Look): Promise<void> {
  await page.goto('/s2/sign-in');
  await look('s2-sign-in');
  await enterPassword(page, 's2', carla);
  await look('s2-home');
  await unfold(page, /^Account menu/);
  await look('s2-menu');
  await follow(page, 'Settings');
  await look('s2-settings-off');
  await press(page, 'Enable 2FA');
  await look('s2-steps');
  await page.locator('.step summary').click();
  await look('s2-steps-key');
  await enterCode(page, '000000', 'Enable');
  await look('s2-steps-wrong');
  const first = await scanQrCode(page);
  await enterCode(page, await first.code(world.clock.now()), 'Enable');
  await look('s2-codes');
  await signOutOf(page);
  const { entry, codes } = await enableS2(page, world);
  await look('s2-enabled');
  await enterPassword(page, 's2', carla);
  await look('s2-challenge');
  for (const _ of [1, 2, 3, 4, 5]) await enterCode(page, '000000', 'Sign in');
  await look('s2-challenge-locked');
  await follow(page, 'I lost access to the authentication app');
  await look('s2-backup-code');
  await enterBackupCode(page, carla, 'ABCD');
  await look('s2-backup-code-wrong');
  await enterBackupCode(page, carla, codes[0] ?? '');
  await look('s2-home-backup-code-used');
  await page.goto('/s2/call-forwarding');
  await look('s2-guarded-open');
  await openSettings(page);
  await look('s2-settings-on');
  await follow(page, 'Add another app');
  await look('s2-add-app');
  await fillIn(page, 'Name for this app', 'Tablet at home');
  await press(page, 'Continue');
  const second = await scanQrCode(page);
  await enterCode(page, await second.code(world.clock.now()), 'Enable');
  await look('s2-settings-two-apps');
  await follow(page, 'Rename “Tablet at home”');
  await look('s2-rename');
  await openSettings(page);
  await follow(page, 'Remove “Tablet at home”');
  await look('s2-remove');
  await page.goto('/s2/settings/backup-codes');
  await look('s2-new-codes');
  world.clock.advance(60 * 60_000);
  await press(page, 'Make new codes');
  await look('s2-confirm');
  await signOutOf(page);
  await enterPassword(page, 's2', carla);
  await look('s2-challenge-two-apps');
  await enterCode(page, await entry.code(world.clock.now()), 'Sign in');
  await look('s2-home-again');
}
