import type { AuditEvent, NoticeMessage, StorageAdapter } from '@factorkit/core';
import type { Account } from '../../src/account/account.ts';
import { CLAIM_PREFIX } from '../../src/schema/texts.ts';
import { TOLD } from '../adversary/told.ts';

/** A server's clock is wrong by at most this. */
export const SKEW_MS = 10_000;

/** The longest stored account: what a user has here has a bound. */
const LONGEST_STATE = 24_000;

/** One moment of an account, as the store kept it. `undefined`: there was none. */
interface Version {
  readonly number: number;
  readonly account: Account | undefined;
}

/** A right answer of a user: it may be accepted once. */
export interface RightAnswer {
  /** The factor, or `backup-code`. */
  readonly factorId: string;
  /** The time step, the message or the text. */
  readonly once: string;
}

/**
 * Watches what the store wrote and what users were answered, and holds the invariants of DESIGN.md against it. Written
 * from the design alone: it calls nothing of the engine.
 */
export interface Ledger {
  /** The first invariant that did not hold, with its number in DESIGN.md. */
  breach(): string | undefined;
  readonly storage: StorageAdapter;
  version(): number;
  /** The account of a user as it is stored now. */
  account(userId: string): Account | undefined;
  /** Whether this was true of the stored account at any moment since then. */
  wasEver(userId: string, since: number, test: (account: Account | undefined) => boolean): boolean;
  /** A right answer was sent to a server. */
  sent(answer: RightAnswer): void;
  /** A server answered that it accepted it. */
  accepted(userId: string, answer: RightAnswer): void;
  /** A server answered that it was wrong. */
  rejected(userId: string, factorId: string): void;
  /** The user asked for the removal of this factor, or for a change that removes it. */
  mayRemove(factorId: string): void;
  mayReset(userId: string): void;
  /** Text that must appear in no event and in no error. */
  keepSecret(text: string): void;
  reveals(text: string, where: string): void;
  notified(message: NoticeMessage): void;
  /** Something else that must not happen. */
  report(why: string): void;
  assertTold(userId: string): void;
}

/** What is accepted without a factor, and its event. */
const SPECIAL: Readonly<Record<string, readonly AuditEvent['type'][]>> = {
  'backup-code': ['backup-code.accepted'],
  'recovery-code': ['recovery.completed'],
};
const ACCEPTED: readonly AuditEvent['type'][] = ['factor.accepted', 'factor.activated', 'enrolment.proven'];

export function createLedger(memory: StorageAdapter): Ledger {
  const versions = new Map<string, Version[]>();
  const trail: AuditEvent[] = [];
  const sent = new Map<string, Set<string>>();
  const taken = new Set<string>();
  const answered = new Map<string, number>();
  const removable = new Set<string>();
  const resettable = new Set<string>();
  const secrets = new Set<string>();
  const notices: NoticeMessage[] = [];
  /** Where the trail of a user begins that is not erased. */
  const begins = new Map<string, number>();
  /** The challenges that were answered. */
  const challenges = new Set<string>();
  let number = 0;

  let breach: string | undefined;
  // Not thrown: the engine would take it for an error of the port.
  const fail = (why: string): void => {
    breach ??= why;
  };
  const current = (userId: string): Account | undefined => versions.get(userId)?.at(-1)?.account;
  const count = (userId: string, types: readonly AuditEvent['type'][], factorId: string): number =>
    trail.filter(
      (event) =>
        event.userId === userId &&
        types.includes(event.type) &&
        (factorId in SPECIAL || ('factorId' in event && event.factorId === factorId)),
    ).length;
  const reveals = (text: string, where: string): void => {
    for (const secret of secrets) {
      if (text.includes(secret)) fail(`6: ${where} contains a secret`);
    }
  };

  /** A server whose clock is behind reads a time of the future as its own, so the times differ by a little. */
  const wasTold = (userId: string, at: number, about?: string): boolean =>
    notices.some(
      (message) =>
        message.userId === userId &&
        Math.abs(message.at - at) <= 2 * SKEW_MS &&
        (about === undefined || message.about === about),
    );

  const written = (events: readonly AuditEvent[]): void => {
    trail.push(...events);
    reveals(JSON.stringify(events), 'an event');
  };

  const saved = (userId: string, account: Account | undefined, events: readonly AuditEvent[]): void => {
    number += 1;
    const before = current(userId);
    const of = versions.get(userId) ?? [];
    versions.set(userId, [...of, { number, account }]);
    const types = events.map(({ type }) => type);
    const activeBefore = activeOf(before);
    const activeAfter = activeOf(account);
    for (const id of activeAfter.filter((other) => !activeBefore.includes(other))) {
      if (!events.some((event) => event.type === 'factor.activated' && event.factorId === id)) {
        fail(`7: factor ${id} became active without an event`);
      }
    }
    for (const id of factorsOf(before).filter((other) => !factorsOf(account).includes(other))) {
      if (!events.some((event) => event.type === 'factor.removed' && event.factorId === id)) {
        if (activeBefore.includes(id)) fail(`7: factor ${id} disappeared without an event`);
      }
      if (activeBefore.includes(id) && !removable.has(id) && !resettable.has(userId)) {
        fail(`4: factor ${id} was lost: nobody asked for its removal`);
      }
    }
    if (account === undefined) return;
    const waiting = new Set(account.notices?.map(({ id }) => id));
    const isDropped = types.includes('notice.dropped');
    for (const { id, about, at } of before?.notices ?? []) {
      if (!waiting.has(id) && !isDropped && !wasTold(userId, at, about))
        fail(`7: nobody was told of ${about}`);
    }
    const isTold = types.some((type) => TOLD.includes(type));
    const noticesBefore = new Set(before?.notices?.map(({ id }) => id));
    const isWritten = account.notices?.some(({ id }) => !noticesBefore.has(id)) === true;
    if (isTold && !isWritten) fail(`7: ${types.join(', ')} was saved without a notice`);
    for (const event of events) {
      assertNotLocked(event);
      if (event.type !== 'factor.accepted' && event.type !== 'backup-code.accepted') continue;
      if (challenges.has(event.challengeId)) fail('2: a challenge was answered twice');
      challenges.add(event.challengeId);
    }
  };

  // Until a lock ends nothing of that factor is accepted or judged, whatever server is asked.
  const locks = new Map<string, number>();
  const assertNotLocked = (event: AuditEvent): void => {
    const { type, userId, at } = event;
    if (type === 'factor.unlocked' || type === 'factor.removed') locks.delete(event.factorId);
    if (type === 'codes.unlocked') locks.delete(`codes of ${userId}`);
    if (type === 'factor.locked') locks.set(event.factorId, event.until);
    if (type === 'codes.locked') locks.set(`codes of ${userId}`, event.until);
    if (type !== 'factor.accepted' && type !== 'factor.rejected') return;
    for (const key of [event.factorId, `codes of ${userId}`]) {
      const until = locks.get(key) ?? 0;
      if (at + 2 * SKEW_MS < until) fail(`3: ${type} ${until - at} ms before the end of a lock`);
    }
  };

  const storage: StorageAdapter = {
    ...memory,
    async save(userId, next, expected, events) {
      const isSaved = await memory.save(userId, next, expected, events);
      if (!isSaved) return false;
      if (next.state.length > LONGEST_STATE) fail(`10: an account has ${next.state.length} characters`);
      written(events);
      if (userId.startsWith(CLAIM_PREFIX)) return true;
      saved(userId, JSON.parse(next.state), events);
      return true;
    },
    async delete(userId, events, pseudonym) {
      await memory.delete(userId, events, pseudonym);
      written(events);
      // Its waiting notices are gone with it.
      begins.set(userId, trail.length);
      versions.set(userId, [...(versions.get(userId) ?? []), { number: ++number, account: undefined }]);
    },
    async record(events) {
      await memory.record(events);
      written(events);
    },
  };

  return {
    breach: () => breach,
    storage,
    version: () => number,
    account: current,
    wasEver(userId, since, test) {
      const of = versions.get(userId) ?? [];
      const later = of.filter((version) => version.number > since);
      const atStart = of.filter((version) => version.number <= since).at(-1);
      return [atStart ?? { account: undefined }, ...later].some(({ account }) => test(account));
    },
    sent({ factorId, once }) {
      sent.set(factorId, (sent.get(factorId) ?? new Set()).add(once));
    },
    accepted(userId, { factorId, once }) {
      const key = `${factorId} ${once}`;
      if (taken.has(key)) fail(`2: ${factorId} was accepted twice with one code`);
      taken.add(key);
      const types = SPECIAL[factorId] ?? ACCEPTED;
      const answers = (answered.get(`accepted ${userId} ${factorId}`) ?? 0) + 1;
      answered.set(`accepted ${userId} ${factorId}`, answers);
      const committed = count(userId, types, factorId);
      if (answers > committed) fail(`1: accepted ${answers} times, committed ${committed} times`);
    },
    rejected(userId, factorId) {
      const types: readonly AuditEvent['type'][] =
        factorId === 'backup-code'
          ? ['backup-code.rejected', 'backup-codes.suspended', 'backup-codes.locked']
          : ['factor.rejected'];
      const answers = (answered.get(`rejected ${userId} ${factorId}`) ?? 0) + 1;
      answered.set(`rejected ${userId} ${factorId}`, answers);
      const committed = count(userId, types, factorId);
      if (answers > committed) fail(`3: rejected ${answers} times, counted ${committed} times`);
    },
    report: fail,
    mayRemove(factorId) {
      removable.add(factorId);
    },
    mayReset(userId) {
      resettable.add(userId);
    },
    keepSecret(text) {
      secrets.add(text);
    },
    reveals,
    notified(message) {
      notices.push(message);
      reveals(`${message.subject} ${message.text}`, 'a notice');
    },
    assertTold(userId) {
      const events = trail.slice(begins.get(userId)).filter((event) => event.userId === userId);
      if (events.some(({ type }) => type === 'notice.dropped')) return;
      for (const { type, at } of events.filter(({ type }) => TOLD.includes(type))) {
        if (!wasTold(userId, at)) fail(`7: nobody was told of ${type}`);
      }
      // Each acceptance that the store wrote had a right answer of its own.
      for (const { id } of current(userId)?.factors ?? []) {
        const written = count(userId, ['factor.accepted'], id);
        const right = sent.get(id)?.size ?? 0;
        if (written > right) fail(`2: ${id} was accepted ${written} times for ${right} right codes`);
      }
    },
  };
}

function factorsOf(account: Account | undefined): readonly string[] {
  return account?.factors.map(({ id }) => id) ?? [];
}

/** The active factors: not pending, not suspended. */
export function activeOf(account: Account | undefined): readonly string[] {
  return (account?.factors ?? []).filter(({ status }) => status === 'active').map(({ id }) => id);
}
