import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { World } from './portal-test.ts';

/** The newest email to this address: parsed by a library that is not ours. */
export function newestMail(
  { mail }: World,
  address: string,
): { readonly subject: string; readonly text: string } {
  const found = mail.arrived.findLast(({ recipients }) => recipients.includes(address))?.mail;
  if (found === undefined) throw new Error('no email came to this address');
  return { subject: found.subject ?? '', text: found.text ?? '' };
}

/** How many messages went to this address or number. */
export function countOf({ mail, phones }: World, to: string): number {
  return to.startsWith('+')
    ? phones.messages(to).length
    : mail.arrived.filter(({ recipients }) => recipients.includes(to)).length;
}

/** The code in the newest message to this address or number, read as a person reads it. */
export function codeSentTo(world: World, to: string): string {
  const text = to.startsWith('+')
    ? (world.phones.messages(to).at(-1)?.text ?? '')
    : newestMail(world, to).text;
  const code = /\b\d{6}\b/.exec(text)?.[0];
  expect(code, `a code in the newest message to ${to}`).toBeDefined();
  return code ?? '';
}

/** Asks for a code and types it. */
export async function answerWithSentCode(
  page: Page,
  world: World,
  { to, button }: { readonly to: string; readonly button: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Send code' }).click();
  await page.getByText('We sent a code to').waitFor();
  await page.getByLabel(/^6-digit (verification )?code$/).fill(codeSentTo(world, to));
  await page.getByRole('button', { name: button, exact: true }).click();
}
