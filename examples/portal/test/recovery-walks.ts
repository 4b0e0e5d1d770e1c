import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { noticesAt } from './messages.ts';
import { fillIn, follow, press } from './page-input.ts';
import { seeHeading, seeText } from './page-reading.ts';
import type { World } from './portal-test.ts';

/** S0 at the challenge: the way to support, and the button. */
export async function askSupport(page: Page): Promise<void> {
  await follow(page, 'I’ve lost access to my second factor');
  await seeHeading(page, 'I’ve lost access to my second factor');
  await press(page, 'Ask support');
  await seeText(page, 'We received your request.');
}

/** The step of the request that is marked as the present one. */
export async function seeStep(page: Page, step: string): Promise<void> {
  await page.locator('ol.progress > li[aria-current=step]', { hasText: step }).waitFor();
}

/** Right after the password: support switched the old method off, and the code leads to a new one. */
export async function enterRecoveryCode(page: Page, code: string): Promise<void> {
  await fillIn(page, 'Recovery code', code);
  await press(page, 'Continue');
}

/** The link in the newest message that tells of a recovery. */
export async function stopLinkAt(world: World, to: string): Promise<string> {
  const told = (await noticesAt(world, to)).findLast(({ text }) => text.includes('/recovery/stop#'));
  const link = /http:\/\/\S+\/recovery\/stop#\S+/.exec(told?.text ?? '')?.[0];
  expect(link, `a link in a message to ${to}`).toBeDefined();
  return link ?? '';
}
