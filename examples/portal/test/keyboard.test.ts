import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { DemoPerson } from '../src/people/directory.ts';
import { scanQrCode } from './authenticator-app.ts';
import { codeSentTo } from './messages.ts';
import { seeHeading, seeText } from './page-reading.ts';
import { portalTest } from './portal-test.ts';
import { greta, helena, ines } from './walks.ts';

portalTest('S0.1 S0.6 the first sign-in and its set-up need no mouse', async (page, { clock }) => {
  await page.goto('/s0');
  await seeHeading(page, 'Sign in');
  await signInByKeyboard(page, helena);
  await seeHeading(page, 'Set up two-factor authentication');
  await tabTo(page, 'Set up: Authenticator app (TOTP)');
  await page.keyboard.press('Enter');
  await seeHeading(page, 'Set up: Authenticator app (TOTP)');
  await tabTo(page, 'Continue');
  await page.keyboard.press('Enter');
  await seeText(page, 'Scan the QR code');
  const entry = await scanQrCode(page);
  await tabTo(page, 'I cannot scan the QR code');
  await page.keyboard.press('Enter');
  await seeText(page, 'Secret key');
  await tabTo(page, '6-digit code');
  await page.keyboard.type(await entry.code(clock.now()));
  await page.keyboard.press('Enter');
  await seeHeading(page, 'Security');
});

portalTest('S3.1 S3.2 the menu and the options need no mouse', async (page, world) => {
  await page.goto('/s3/sign-in');
  await signInByKeyboard(page, greta);
  await seeHeading(page, 'Welcome, Greta Lind');
  // First of all a way past the menu.
  await tabTo(page, 'Skip to the page content', 1);
  await tabTo(page, 'Account menu of greta');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Security and login');
  await page.keyboard.press('Enter');
  await seeHeading(page, 'Security and login');
  await tabTo(page, 'Activate: Email');
  await page.keyboard.press('Enter');
  await seeHeading(page, 'Activate: Email');
  await tabTo(page, 'Continue');
  await page.keyboard.press('Enter');
  await seeText(page, 'We sent a code to');
  await typeAtCursor(page, 'code', codeSentTo(world, greta.email));
  await page.keyboard.press('Enter');
  await seeHeading(page, 'Your backup codes');
  await tabTo(page, 'Agree');
  await page.keyboard.press('Enter');
  await seeHeading(page, 'Security and login');
});

portalTest('S4.1 S4.6 the switches need no mouse', async (page) => {
  await page.goto('/s4/sign-in');
  await signInByKeyboard(page, ines);
  await seeHeading(page, 'Welcome, Inês Duarte');
  await page.goto('/s4/security-and-access');
  await tabTo(page, 'Email, two-factor authentication');
  await page.keyboard.press('Space');
  await seeHeading(page, 'Activate: Email');
  await typeAtCursor(page, 'password', 'not the password');
  await page.keyboard.press('Enter');
  await seeText(page, 'This is not your password.');
  await typeAtCursor(page, 'password', ines.password);
  await page.keyboard.press('Enter');
  await seeText(page, 'We sent a code to');
});

async function signInByKeyboard(page: Page, { userName, password }: DemoPerson): Promise<void> {
  await typeAtCursor(page, 'userName', userName);
  await tabTo(page, 'Password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}

/** Types where the cursor is when the page opens: in this field, without a press of Tab. */
async function typeAtCursor(page: Page, field: string, text: string): Promise<void> {
  await page.locator(`#${field}:focus`).waitFor();
  await page.keyboard.type(text);
}

/** Presses Tab until the focus is on what has this name. Wherever it stops on the way, it can be seen. */
async function tabTo(page: Page, name: string, within = 40): Promise<void> {
  for (let presses = 0; presses < within; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      // Past the last one the focus is on the page itself, and begins again.
      if (!(focused instanceof HTMLElement) || focused === document.body) return undefined;
      const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const { top, bottom, left, right } = focused.getBoundingClientRect();
      return {
        name: focused.ariaLabel ?? label ?? focused.textContent.trim(),
        outlined: outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2,
        onScreen: bottom > top && right > 0 && bottom > 0 && top < innerHeight && left < innerWidth,
      };
    });
    if (stop === undefined) continue;
    expect(stop).toMatchObject({ outlined: true, onScreen: true });
    if (stop.name === name) return;
  }
  throw new Error(`the keyboard does not reach “${name}”`);
}
