import { randomInt, timingSafeEqual } from 'node:crypto';
import { normaliseCode } from '@factorkit/core/otp';

/** An address or number that its user has not proved yet. */
export interface UnprovenContact {
  readonly channel: 'email' | 'sms';
  readonly address: string;
}

export type Proposed =
  | { readonly kind: 'proposed'; readonly code: string }
  /** Too many codes were sent for this user. */
  | { readonly kind: 'limited' };

/** New contacts between the form and the code that proves them. In memory, like the people of the demo. */
export interface ContactChanges {
  /** Replaces an earlier proposal for this channel. */
  propose(userId: string, contact: UnprovenContact): Proposed;
  toProve(userId: string): readonly UnprovenContact[];
  /** The contact that this code proves. Each code works once. `undefined` if it proves none. */
  prove(userId: string, channel: UnprovenContact['channel'], code: string): UnprovenContact | undefined;
  withdraw(userId: string, channel: UnprovenContact['channel']): void;
}

interface Proposal extends UnprovenContact {
  readonly code: string;
  readonly triesLeft: number;
  readonly expiresAt: number;
}

const LIVES_MS = 10 * 60_000;
const TRIES = 5;
const SENDS = { count: 6, withinMs: 60 * 60_000 };

export function createContactChanges(clock: () => number): ContactChanges {
  const proposals = new Map<string, Proposal>();
  const sends = new Map<string, readonly number[]>();
  const keyOf = (userId: string, channel: string): string => `${channel}:${userId}`;
  const open = (key: string): Proposal | undefined => {
    const proposal = proposals.get(key);
    return proposal !== undefined && proposal.triesLeft > 0 && clock() < proposal.expiresAt
      ? proposal
      : undefined;
  };
  return {
    propose(userId, contact) {
      const now = clock();
      const recent = (sends.get(userId) ?? []).filter((at) => now - at < SENDS.withinMs);
      if (recent.length >= SENDS.count) return { kind: 'limited' };
      sends.set(userId, [...recent, now]);
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const key = keyOf(userId, contact.channel);
      proposals.set(key, { ...contact, code, triesLeft: TRIES, expiresAt: now + LIVES_MS });
      return { kind: 'proposed', code };
    },
    toProve: (userId) =>
      (['email', 'sms'] as const).flatMap((channel) => {
        const proposal = open(keyOf(userId, channel));
        return proposal === undefined ? [] : [{ channel, address: proposal.address }];
      }),
    prove(userId, channel, code) {
      const key = keyOf(userId, channel);
      const proposal = open(key);
      if (proposal === undefined) return undefined;
      proposals.set(key, { ...proposal, triesLeft: proposal.triesLeft - 1 });
      const typed = normaliseCode(code, 6);
      if (typed === undefined || !timingSafeEqual(Buffer.from(typed), Buffer.from(proposal.code))) {
        return undefined;
      }
      proposals.delete(key);
      return { channel, address: proposal.address };
    },
    withdraw(userId, channel) {
      proposals.delete(keyOf(userId, channel));
    },
  };
}
