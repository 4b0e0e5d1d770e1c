import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fillIn, press } from './page-input.ts';
import { seeText } from './page-reading.ts';
import type { World } from './portal-test.ts';

interface Arrived {
  readonly subject: string;
  readonly text: string;
}

const CODE = /\b\d{6}\b/;

/** What came to this address or number, the oldest first: emails parsed by a library that is not ours. */
export function arrivedAt({ mail, phones }: World, to: string): readonly Arrived[] {
  return to.startsWith('+')
    ? phones.messages(to).map(({ subject, text }) => ({ subject, text }))
    : mail.arrived
        .filter(({ recipients }) => recipients.includes(to))
        .map(({ mail: { subject = '', text = '' } }) => ({ subject, text }));
}

/** The newest message with a code. */
export function newestMail(world: World, to: string): Arrived {
  const found = codesAt(world, to).at(-1);
  if (found === undefined) throw new Error('no code came to this address');
  return found;
}

/** How many codes went to this address or number. */
export function countOf(world: World, to: string): number {
  return codesAt(world, to).length;
}

/** What the user was told, once all of it has arrived: messages without a code. */
export async function noticesAt(world: World, to: string): Promise<readonly Arrived[]> {
  await world.notices();
  return arrivedAt(world, to).filter(({ text }) => !CODE.test(text));
}

function codesAt(world: World, to: string): readonly Arrived[] {
  return arrivedAt(world, to).filter(({ text }) => CODE.test(text));
}

/** The code in the newest message to this address or number, read as a person reads it. */
export function codeSentTo(world: World, to: string): string {
  const code = CODE.exec(newestMail(world, to).text)?.[0];
  expect(code, `a code in the newest message to ${to}`).toBeDefined();
  return code ?? '';
}

/** Asks for a code and types it. */
export async function answerWithSentCode(
  page: Page,
  world: World,
  { to, button }: { readonly to: string; readonly button: string },
): Promise<void> {
  await press(page, 'Send code');
  await seeText(page, 'We sent a code to');
  await fillIn(page, /^6-digit (verification )?code$/, codeSentTo(world, to));
  await press(page, button);
}
