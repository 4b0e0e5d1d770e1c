import type { SignedIn } from '@factorkit/core';
import type { Policy, RecoveryRule } from '@factorkit/core/policy';
import { test } from 'vitest';
import { expectDocumented } from './documented-table.ts';
import { type Notified, openNotified } from './notified.ts';
import { approve, codeOf, complete, kim, lee, lost } from './recoverer.ts';
import { challengeFor, codeSession, enrol, type Person, plainPolicy, sessionOf } from './world.ts';

const DAY = 86_400_000;

/** A recovery brought to some state. */
interface Fixture {
  readonly town: Notified;
  readonly requestId: string;
  readonly owner: Person;
  /** A session of the owner that showed the factor, from before all this. */
  readonly session: SignedIn;
  readonly parts: readonly string[];
  /** What the recovery gave, to the caller that completed it. */
  readonly given?: SignedIn | { readonly token: string };
}

const support: RecoveryRule = {
  via: 'support',
  verify: { checks: ['identity', 'call-back'], approvals: 2 },
  grants: 'enrolment',
  resets: 'on-confirmation',
};

async function fixture(
  rule: Partial<RecoveryRule>,
  steps: { readonly approvals: 0 | 1 | 2; readonly complete?: true },
): Promise<Fixture> {
  const policy: Policy = {
    ...plainPolicy,
    recovery: [
      { ...support, ...rule },
      { via: 'backup-code', grants: 'session' },
    ],
  };
  const town = await openNotified({ policy });
  const owner = await enrol(town, 'anna');
  const session = await codeSession(town, owner);
  town.clock.advance(60_000);
  const { id: requestId } = await lost(town.mfa);
  await town.mfa.dispatchNotices({ everyone: true });
  const parts: string[] = [];
  if (steps.approvals > 0) parts.push(await codeOf(approve(town.mfa, requestId, kim, ['identity'])));
  if (steps.approvals > 1) parts.push(await codeOf(approve(town.mfa, requestId, lee, ['call-back'])));
  const base = { town, requestId, owner, session, parts };
  if (steps.complete === undefined) return base;
  const completed = await complete(town.mfa, parts.join(''));
  if (completed.kind !== 'completed') throw new Error(JSON.stringify(completed));
  const { next } = completed;
  if (next.kind === 'enrol') return { ...base, given: { token: next.token } };
  if (next.kind === 'complete') return { ...base, given: sessionOf('anna', next.assurance) };
  throw new Error(next.kind);
}

async function later(prepared: Promise<Fixture>, ms: number): Promise<Fixture> {
  const found = await prepared;
  found.town.clock.advance(ms);
  return found;
}

const STATES: Readonly<Record<string, () => Promise<Fixture>>> = {
  requested: () => fixture({}, { approvals: 0 }),
  'one of two approved': () => fixture({}, { approvals: 1 }),
  'approved, hold running': () => fixture({ hold: '1d' }, { approvals: 2 }),
  approved: () => fixture({}, { approvals: 2 }),
  'approved, old factors off': () => fixture({ resets: 'on-approval' }, { approvals: 2 }),
  'the same, expired': () => later(fixture({ resets: 'on-approval' }, { approvals: 2 }), 8 * DAY),
  'completed, may enrol': () => fixture({}, { approvals: 2, complete: true }),
  'completed, session': () =>
    fixture({ grants: 'session', resets: 'nothing' }, { approvals: 2, complete: true }),
};

interface Answer {
  readonly kind: string;
  readonly reason?: string;
  readonly next?: { readonly kind: string };
}

const WORDS: Readonly<Record<string, string>> = {
  complete: 'signs in',
  'completed enrol': 'may enrol',
  'completed complete': 'signs in',
  rejected: 'wrong',
  suspended: 'refused: switched off',
  'refused switched-off': 'refused: switched off',
  'refused unknown-recovery': 'refused: no recovery',
  'refused used': 'refused: used',
  'refused own-request': 'refused: own request',
  'refused no-backup-codes': 'refused: no codes',
  'denied held': 'must wait',
  'denied not-verified': 'refused: not approved',
  cancelled: 'ends it',
  'proof-required': 'refused: factor needed',
  begun: 'enrols a new factor',
};

function wordsOf({ kind, reason, next }: Answer): string {
  const said = [kind, reason, next?.kind].filter((word) => word !== undefined).join(' ');
  return WORDS[said] ?? WORDS[kind] ?? said;
}

const ATTEMPTS: Readonly<Record<string, (prepared: Fixture) => Promise<Answer | undefined>>> = {
  'password alone': async ({ town }) => {
    const { challenge } = await challengeFor(town.mfa, 'anna');
    return { kind: challenge.options.length > 0 ? 'asked for the factor' : 'asked for the recovery code' };
  },
  'password, and any code': ({ town }) => complete(town.mfa, 'AAAA-AAAA'),
  'password, and the part of one approver': async ({ town, parts: [part] }) =>
    part === undefined ? undefined : complete(town.mfa, part),
  'password, and one approver who states every check': async ({ town, requestId }) => {
    const approved = await approve(town.mfa, requestId, kim, ['identity', 'call-back']);
    return approved.kind === 'approved' ? complete(town.mfa, approved.code ?? '') : approved;
  },
  'the user, to approve': ({ town, requestId }) =>
    approve(town.mfa, requestId, { id: 'anna' }, ['identity', 'call-back']),
  'password, and the recovery code': async ({ town, parts }) =>
    parts.length < 2 ? undefined : complete(town.mfa, parts.join('')),
  'password, and the old factor': async ({ town, owner }) => {
    const { token } = await challengeFor(town.mfa, 'anna');
    const response = owner.phone.code(town.clock.now());
    return town.mfa.verify({ token, factorId: owner.factorId, response });
  },
  'password, and an old backup code': async ({ town, owner }) => {
    const { token } = await challengeFor(town.mfa, 'anna');
    return town.mfa.verifyBackupCode({ token, code: owner.backupCodes[0] });
  },
  'the link in a notice': async ({ town }) => {
    const { cancelToken } = town.messages.find(({ about }) => about === 'recovery.requested') ?? {};
    if (cancelToken === undefined) throw new Error('no link');
    return town.mfa.recovery.cancel({ cancelToken });
  },
  'a session with the old factor, to cancel': ({ town, session }) =>
    town.mfa.recovery.cancel({ caller: session }),
  'staff, to cancel': ({ town }) => town.mfa.recovery.cancel({ userId: 'anna', staff: kim, note: 'called' }),
  'the new session, to cancel': async ({ town, given }) =>
    given === undefined || 'token' in given ? undefined : town.mfa.recovery.cancel({ caller: given }),
  'the new session, to enrol a factor': async ({ town, given }) =>
    given && town.mfa.beginEnrolment({ caller: given, method: 'totp' }),
};

test('docs/guide/recovery.md lists the answer of every state of a recovery to each attempt', async () => {
  const rows: string[][] = [['attempt', ...Object.keys(STATES)]];
  for (const [shown, attempt] of Object.entries(ATTEMPTS)) {
    const row = [shown];
    for (const arrange of Object.values(STATES)) {
      const answer = await attempt(await arrange());
      row.push(answer === undefined ? '' : wordsOf(answer));
    }
    rows.push(row);
  }
  expectDocumented('docs/guide/recovery.md', 'recovery', rows);
});
