import type { Account } from '../../account/account.ts';
import type { BackupCodeSet } from '../../account/backup-codes/backup-code-set.ts';
import { issueBackupCodes, offerBackupCodes } from '../../account/backup-codes/backup-codes.ts';
import { derivedId, derivedRandom } from '../../codec/derived-random.ts';
import { MfaError } from '../../errors.ts';
import { type NewBackupCodes, type ShownAgain, sameBackupCodes } from '../../factors/backup-code.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { backupCodeLimitsOf } from '../../policy/limits.ts';
import type { BackupCodeRule } from '../../policy/schema/policy.ts';
import type { SignedIn } from '../actors.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import { type Decided, type Passed, type Reading, transactPrepared } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { claimantOf, factsOf } from '../progress/facts.ts';
import { refused } from '../progress/open-challenge.ts';
import { declined } from '../progress/requester.ts';
import type { BackupCodesRegenerated } from '../results/account-outcomes.ts';
import { newCodes } from './new-backup-codes.ts';

/** Shorter ones could be guessed, and repeat by chance. */
const SHORTEST_REQUEST_ID = 16;

/** @throws MfaError `input-invalid` if the id of the request is too short. */
export async function regenerateBackupCodes(
  context: EngineContext,
  { caller, requestId }: { readonly caller: SignedIn; readonly requestId?: string },
): Promise<BackupCodesRegenerated> {
  if (requestId !== undefined && requestId.length < SHORTEST_REQUEST_ID) {
    throw new MfaError('input-invalid', 'regenerateBackupCodes: requestId: expected at least 16 characters');
  }
  const again = requestId === undefined ? undefined : shownAgain(context, caller.userId, requestId);
  return transactPrepared<Allowed, Prepared, BackupCodesRegenerated>(context, {
    ...expectedOf(caller),
    guard: (decision, reading) => guard(decision, caller, again, reading),
    prepare: async (engine, { account, rule, now }) => {
      const shown = again && newestWith(account, again);
      if (again === undefined || shown === undefined) {
        return { ...(await newCodes(engine, rule, now, again)), isNew: true };
      }
      return { ...sameBackupCodes(shown, { limits: backupCodeLimitsOf(rule), again }), isNew: false };
    },
    decide: (decision, { account }, prepared) => decide(decision, { caller, account, again, prepared }),
  });
}

/** The salt is new for each set: a request that is sent again after another one makes other codes. */
function shownAgain({ keyring }: EngineContext, userId: string, requestId: string): ShownAgain {
  return {
    id: derivedId(keyring, [userId, requestId]),
    codesOf: (salt) => derivedRandom(keyring, ['codes', userId, requestId, salt]),
  };
}

/** The user's newest set, if it was made for this request. */
function newestWith(
  { waitingBackupCodes, backupCodes }: Account,
  { id }: ShownAgain,
): BackupCodeSet | undefined {
  const newest = waitingBackupCodes ?? backupCodes;
  return newest?.id === id ? newest : undefined;
}

interface Prepared extends NewBackupCodes {
  /** Otherwise they are those of the newest set, to show again. */
  readonly isNew: boolean;
}

interface Allowed {
  readonly account: Account;
  readonly rule: BackupCodeRule;
  readonly now: number;
}

function guard(
  context: DecisionContext,
  caller: SignedIn,
  again: ShownAgain | undefined,
  { account, now }: Reading,
): Passed<Allowed> | Decided<BackupCodesRegenerated> {
  const facts = factsOf(context, account, claimantOf(caller), now);
  const decision = evaluate(context.policy, facts, { kind: 'regenerate-backup-codes' }, now);
  if (decision.outcome !== 'allow') return { answer: declined(context, account, decision, now) };
  const rule = context.policy.backupCodes;
  if (account === undefined || rule === undefined) {
    return { answer: { kind: 'denied', reason: 'no-backup-codes' } };
  }
  const shown = again && newestWith(account, again);
  // S0.19: what the user has confirmed is enrolled, and is not shown again.
  if (shown && (shown.acknowledgedAt !== undefined || shown.used !== undefined)) {
    return { answer: refused('used') };
  }
  return { passed: { account, rule, now } };
}

interface Issued {
  readonly caller: SignedIn;
  readonly account: Account;
  readonly again: ShownAgain | undefined;
  readonly prepared: Prepared;
}

function decide(
  context: DecisionContext,
  { caller, account, again, prepared: { codes, set, isNew } }: Issued,
): Decided<BackupCodesRegenerated> | 'stale' {
  const shown = again && newestWith(account, again);
  // Sent twice at once, or replaced since it was prepared.
  if (isNew ? shown !== undefined : shown?.salt !== set.salt) return 'stale';
  if (!isNew) return { answer: { kind: 'regenerated', backupCodes: codes, sessions: { kind: 'kept' } } };
  // If the user must acknowledge the codes, the old set stays valid until then, so a lost response loses no codes.
  const isGated = context.policy.backupCodes?.acknowledge === 'gate';
  const change = isGated ? offerBackupCodes(account, set) : issueBackupCodes(account, set);
  const sessions = sessionsBefore(context, change.events);
  const answer = { kind: 'regenerated', backupCodes: codes, sessions } as const;
  return {
    change,
    answer,
    after: async (engine) => ({ ...answer, sessions: await endSessions(engine, caller, sessions) }),
  };
}
