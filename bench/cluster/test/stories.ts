import type { AuditEvent } from '@factorkit/core';
import { STEP_MS } from '../src/clock.ts';
import type { Act, Answer, Ending, RequestRecord } from '../src/history.ts';
import type { Case, Rule } from '../src/ledger/case.ts';
import { violationsIn } from '../src/ledger/ledger.ts';
import { throttle } from '../src/policy.ts';

/** Step 100 begins here; a code of it is right from here on. */
const START: number = 100 * STEP_MS;

/** A request that took a second, `at` seconds after the start. */
export function record(
  at: number,
  act: Act,
  answer: Answer,
  { server = 0, seconds = 1, userId = 'anna' }: { server?: number; seconds?: number; userId?: string } = {},
): RequestRecord {
  const askedAt = START + at * 1000;
  return { userId, server, askedAt, answeredAt: askedAt + seconds * 1000, tookMs: 1, act, answer };
}

export const complete: Answer = { kind: 'done', outcome: 'complete' };
export const broken: Answer = { kind: 'broken', why: 'ECONNRESET' };
export const failed: Answer = { kind: 'failed', status: 503, code: 'storage-failed' };
export const locked = (seconds: number): Answer => ({ kind: 'locked', retryAt: START + seconds * 1000 });
export const rejected = (attemptsLeft: number): Answer => ({ kind: 'rejected', attemptsLeft });

/** Each with a challenge of its own where none is said. */
let challenges = 0;
export function code(
  step: number | undefined,
  { factorId = 'app', challenge = `c${challenges++}` }: { factorId?: string; challenge?: string } = {},
): Act {
  return { kind: 'code', factorId, step, challenge };
}

export function backupCode(
  code: string,
  { issued = true, challenge = `c${challenges++}` }: { issued?: boolean; challenge?: string } = {},
): Act {
  return { kind: 'backup-code', code, issued, challenge };
}

export function confirm(factorId: string, step: number | undefined, replaces?: string): Act {
  return { kind: 'confirm', factorId, step, replaces };
}

/** An event without the fields that are the same for all. */
type Told = AuditEvent extends infer Event
  ? Event extends AuditEvent
    ? Omit<Event, 'id' | 'userId' | 'at'>
    : never
  : never;

let ids = 0;
export function event(
  at: number,
  told: Told,
  { userId = 'anna', id = `e${ids++}` }: { userId?: string; id?: string } = {},
): AuditEvent {
  const whole: AuditEvent = { ...told, id, userId, at: START + at * 1000 };
  return whole;
}

export const accepted = (factorId = 'app', challengeId = `t${ids++}`): Told => ({
  ...{ type: 'factor.accepted', factorId, method: 'totp', challengeId },
});

export const rejection = (failures: number, factorId = 'app'): Told => ({
  ...{ type: 'factor.rejected', factorId, method: 'totp', challengeId: 'any', failures },
});

export const activated = (factorId = 'app'): Told => ({ type: 'factor.activated', factorId, method: 'totp' });
export const removed = (factorId = 'app'): Told => ({ type: 'factor.removed', factorId, method: 'totp' });

export function ending(
  factors: readonly string[],
  { userId = 'anna', server = 0, codesLeft }: { userId?: string; server?: number; codesLeft?: number } = {},
): Ending {
  return { userId, server, factors, codesLeft };
}

/** Anna set up an app before anything else happened. */
const enrolled: RequestRecord = record(-600, confirm('app', 80), {
  kind: 'done',
  outcome: 'active',
  factorId: 'app',
});
export const enrolledEvent: AuditEvent = event(-600, activated());

/** A run in which Anna has her app, with the given entries added. */
export function story(more: Partial<Case> = {}): Case {
  return {
    endings: [ending(['app'])],
    proven: new Set(['app']),
    throttle,
    faults: true,
    backMs: 5,
    deaths: [],
    ...more,
    records: [enrolled, ...(more.records ?? [])],
    trail: [enrolledEvent, ...(more.trail ?? [])],
  };
}

/** The rules that are broken, each once, in alphabetical order. */
export function broke(history: Case): readonly Rule[] {
  return [...new Set(violationsIn(history).map(({ rule }) => rule))].toSorted();
}
