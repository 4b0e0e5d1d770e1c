import { type Account, type Change, chain } from '../../account/account.ts';
import type { BackupCodeSet } from '../../account/backup-codes/backup-code-set.ts';
import { rejectBackupCode, spendBackupCode } from '../../account/backup-codes/backup-codes.ts';
import { revokeDevices } from '../../account/devices/trusting.ts';
import { clearCodeFailures } from '../../account/failures/code-failures.ts';
import { noFailures } from '../../account/failures/failures.ts';
import { lockOf } from '../../account/failures/lock.ts';
import type { Recovery } from '../../account/recovery/recovery.ts';
import { spendChallenge } from '../../account/sign-in/challenges.ts';
import { toBase64url } from '../../codec/base64url.ts';
import {
  findBackupCode,
  hashBackupCode,
  oneMoreBackupCode,
  readBackupCode,
} from '../../factors/backup-code.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { backupCodeLimitsOf } from '../../policy/limits.ts';
import { opensSession, recoveryRuleFor } from '../../policy/requirements/grants.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { SignedIn } from '../actors.ts';
import { type Decided, type Passed, type Reading, transactPrepared } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { advance } from '../progress/advance.ts';
import { lockedBy } from '../progress/answer-lock.ts';
import { withEvidence } from '../progress/assurance.ts';
import { factsOf } from '../progress/facts.ts';
import { signedInFrom } from '../progress/known-device.ts';
import { challengeProblem, type OpenChallenge, openAnswerable, refused } from '../progress/open-challenge.ts';
import { takeEffect } from '../recovery/recovery-effects.ts';
import type { VerifyOutcome } from '../results/outcomes.ts';
import { afterRejection, codeUsed } from './rejection.ts';

interface VerifyBackupCode {
  readonly token: string;
  readonly code: unknown;
  readonly caller?: SignedIn;
  readonly source?: RequestSource;
}

export async function verifyBackupCode(
  context: EngineContext,
  input: VerifyBackupCode,
): Promise<VerifyOutcome> {
  const challenge = await openAnswerable(context, input);
  if ('kind' in challenge) return challenge;
  const code = readBackupCode(input.code);
  if (code === undefined) return refused('malformed-response');
  return transactPrepared<Answering, Derived, VerifyOutcome>(context, {
    userId: challenge.userId,
    source: input.source,
    guard: (decision, reading) => guard(decision, challenge, reading),
    prepare: (engine, { set }, earlier) => derive(engine, { set, code, earlier }),
    decide: (decision, answering, derived) => decide(decision, { challenge, ...answering, derived }),
  });
}

/** A set of codes that may answer. */
interface Answering {
  readonly account: Account;
  readonly set: BackupCodeSet;
  readonly now: number;
}

function guard(
  context: DecisionContext,
  challenge: OpenChallenge,
  { account, now }: Reading,
): Passed<Answering> | Decided<VerifyOutcome> {
  const problem = challengeProblem(challenge, account, now);
  if (problem) return { answer: problem };
  const set = account?.backupCodes;
  if (account === undefined || set === undefined) return { answer: refused('no-backup-codes') };
  const lock = lockOf(set.failures, context.limits, now);
  const locked = lockedBy(lock);
  if (locked) return { answer: locked };
  const facts = factsOf(context, account, challenge, now);
  const decision = evaluate(context.policy, facts, challenge.intent, now);
  if (decision.outcome !== 'challenge' || !decision.backupCode) return { answer: refused('no-backup-codes') };
  return { passed: { account, set, now } };
}

/** The hash of the typed code with the salt of one set, and the code that would replace it. */
interface Derived {
  readonly setId: string;
  readonly hash: string;
  readonly more: { readonly code: string; readonly hash: string } | undefined;
}

interface Derive {
  readonly set: BackupCodeSet;
  readonly code: string;
  readonly earlier: Derived | undefined;
}

/** One derivation for each set, and one more only for a correct code that is replaced. */
async function derive({ policy, random }: EngineContext, { set, code, earlier }: Derive): Promise<Derived> {
  const same = earlier?.setId === set.id ? earlier : undefined;
  const hash = same?.hash ?? (await hashBackupCode(set, code));
  const rule = policy.backupCodes;
  const replaced = rule?.replaceUsed === true && findBackupCode(set, hash) !== undefined;
  const more =
    same?.more ?? (replaced ? await oneMoreBackupCode(set, backupCodeLimitsOf(rule), random) : undefined);
  return { setId: set.id, hash, more };
}

interface DecideInput extends Answering {
  readonly challenge: OpenChallenge;
  readonly derived: Derived;
}

function decide(
  context: DecisionContext,
  { challenge, account, set, now, derived }: DecideInput,
): Decided<VerifyOutcome> | 'stale' {
  if (derived.setId !== set.id) return 'stale';
  const { id: challengeId } = challenge;
  // Looked up in the current set: a code that another request has used since then is no longer in it.
  const hash = findBackupCode(set, derived.hash);
  if (hash === undefined) {
    // Reported as used, so that a repeated code does not lock the user out. An attacker learns nothing without a whole
    // code.
    if (findBackupCode({ hashes: set.used ?? [] }, derived.hash) !== undefined) {
      return {
        noted: [{ type: 'backup-code.refused', challengeId, reason: 'used-code' }],
        answer: codeUsed(),
      };
    }
    return {
      change: rejectBackupCode(account, { set, challengeId, limits: context.limits, now }),
      answer: afterRejection(set.failures, context.limits, now),
    };
  }
  const { more } = derived;
  if (context.policy.backupCodes?.replaceUsed && more === undefined) return 'stale';
  const used = spendBackupCode(account, { set, hash, challengeId, replacement: more?.hash });
  const followed =
    challenge.purpose === 'sign-in'
      ? recovered(context, { challenge, account: used.account, now })
      : { change: { account: used.account, events: [] } };
  const accepted = chain(used, () => followed.change);
  const change = { ...accepted, account: spendChallenge(accepted.account, challenge) };
  const shown = { method: 'backup-code', at: now, traits: [] } as const;
  const evidence = withEvidence(challenge.evidence, shown);
  const progress = { ...challenge, evidence, grant: followed.grantId, until: challenge.expiresAt };
  const reached = advance(context, change.account, progress, now);
  const next = signedInFrom(context, change.account, { challenge, next: reached, now });
  return {
    change: next.kind === 'complete' ? { ...change, account: clearCodeFailures(change.account) } : change,
    answer: more === undefined || next.kind === 'denied' ? next : { ...next, replacementCode: more.code },
  };
}

interface Recovered {
  readonly change: Change;
  /** The grant, if the code alone does not sign in, or if the old factors are removed with it. */
  readonly grantId?: string;
}

/**
 * A backup code that signs in is evidence, with all that the policy defines after a recovery. If it only permits
 * enrolment or replaces the old factors, it needs a grant, which is limited and ends with the new factor.
 */
function recovered(
  context: DecisionContext,
  {
    challenge,
    account,
    now,
  }: { readonly challenge: OpenChallenge; readonly account: Account; readonly now: number },
): Recovered {
  const rule = recoveryRuleFor(context.policy, challenge.user, 'backup-code');
  if (rule === undefined) return { change: { account, events: [] } };
  const trustless = revokeDevices(account);
  const { after, resets = 'nothing' } = rule;
  if (opensSession(rule) && after === undefined && resets === 'nothing') return { change: trustless };
  const recovery: Recovery = {
    id: toBase64url(context.random(12)),
    via: 'backup-code',
    requestedBy: { kind: 'user' },
    requestedAt: now,
    expiresAt: now,
    approvals: [],
    failures: noFailures,
  };
  const effect = takeEffect(context, {
    account: trustless.account,
    recovery,
    rule,
    isShown: () => false,
    now,
  });
  return { change: chain(trustless, () => effect.change), grantId: effect.grantId };
}
