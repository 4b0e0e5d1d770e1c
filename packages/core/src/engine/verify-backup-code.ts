import { type Account, both, type Change } from '../account/account.ts';
import type { BackupCodeSet } from '../account/backup-code-set.ts';
import { acceptBackupCode, rejectBackupCode } from '../account/backup-codes.ts';
import { spendChallenge } from '../account/challenges.ts';
import { lockOf } from '../account/failures.ts';
import type { Recovery } from '../account/recovery.ts';
import { revokeDevices } from '../account/trusting.ts';
import { toBase64url } from '../codec/base64url.ts';
import { findBackupCode, oneMoreBackupCode, readBackupCode } from '../factors/backup-code.ts';
import { evaluate } from '../policy/evaluate.ts';
import { backupCodeLimitsOf } from '../policy/limits.ts';
import { recoveryRuleFor } from '../policy/stand-in.ts';
import type { RequestSource } from '../ports/audit.ts';
import { advance } from './advance.ts';
import { withEvidence } from './assurance.ts';
import type { EngineContext } from './context.ts';
import { factsOf } from './facts.ts';
import type { Verdict } from './outcomes.ts';
import { takeEffect } from './recovery-effects.ts';
import { afterRejection } from './rejection.ts';
import { type OpenChallenge, openChallenge, refused, troubleWith } from './standing.ts';
import { type Step, transact } from './transact.ts';

interface VerifyBackupCode {
  readonly token: string;
  readonly code: unknown;
  readonly source?: RequestSource;
}

export async function verifyBackupCode(context: EngineContext, input: VerifyBackupCode): Promise<Verdict> {
  const challenge = await openChallenge(context, input.token, ['sign-in', 'step-up']);
  if ('kind' in challenge) return challenge;
  const code = readBackupCode(input.code);
  if (code === undefined) return refused('malformed-response');
  const find = onceForEachSet(code);
  return transact(context, {
    userId: challenge.userId,
    source: input.source,
    decide: (account, now) => judge(context, { challenge, find, account, now }),
  });
}

type Find = (set: BackupCodeSet) => Promise<string | undefined>;

interface Case {
  readonly challenge: OpenChallenge;
  readonly find: Find;
  readonly account: Account | undefined;
  readonly now: number;
}

async function judge(
  context: EngineContext,
  { challenge, find, account, now }: Case,
): Promise<Step<Verdict>> {
  const trouble = troubleWith(challenge, account, now);
  if (trouble) return { answer: () => trouble };
  const set = account?.backupCodes;
  if (account === undefined || set === undefined) return { answer: () => refused('no-backup-codes') };
  const lock = lockOf(set.failures, context.limits, now);
  if (lock.kind === 'capped') return { answer: () => ({ kind: 'suspended' }) };
  if (lock.kind === 'locked') return { answer: () => ({ kind: 'locked', retryAt: lock.until }) };
  const facts = factsOf(context, account, challenge, now);
  const decision = evaluate(context.policy, facts, challenge.intent, now);
  if (decision.outcome !== 'challenge' || !decision.backupCode)
    return { answer: () => refused('no-backup-codes') };

  const hash = await find(set);
  // Looked up in the set as it is now: a code that another request has used since is gone from it.
  if (hash === undefined || !set.hashes.includes(hash)) {
    const change = rejectBackupCode(account, { set, challengeId: challenge.id, limits: context.limits, now });
    return { change, answer: () => afterRejection(set.failures, context.limits, now) };
  }
  const more = await replacementFor(context, set);
  const { id: challengeId } = challenge;
  const used = acceptBackupCode(account, { set, hash, challengeId, replacement: more?.hash });
  const accepted =
    challenge.purpose === 'sign-in'
      ? both(used, (next) => recovered(context, { challenge, account: next, now }))
      : used;
  const change = { ...accepted, account: spendChallenge(accepted.account, challenge) };
  const shown = { method: 'backup-code', at: now, traits: [] } as const;
  const progress = {
    ...challenge,
    evidence: withEvidence(challenge.evidence, shown),
    until: challenge.expiresAt,
  };
  return {
    change,
    answer: () => {
      const next = advance(context, change.account, progress, now);
      return more === undefined || next.kind === 'denied' ? next : { ...next, replacementCode: more.code };
    },
  };
}

async function replacementFor(
  { policy, random }: EngineContext,
  set: BackupCodeSet,
): Promise<{ readonly code: string; readonly hash: string } | undefined> {
  const rule = policy.backupCodes;
  return rule?.replaceUsed ? oneMoreBackupCode(set, backupCodeLimitsOf(rule), random) : undefined;
}

/** The session that it opens is over by then, and with it what the policy lets follow a new factor. */
const SETTLED_WITHIN_MS = 86_400_000;

/** A backup code that signs in is a recovery, with all that the policy lets follow one. */
function recovered(
  context: EngineContext,
  {
    challenge,
    account,
    now,
  }: { readonly challenge: OpenChallenge; readonly account: Account; readonly now: number },
): Change {
  const rule = recoveryRuleFor(context.policy, challenge.user, 'backup-code');
  if (rule === undefined) return { account, happened: [] };
  const trustless = revokeDevices(account);
  if (rule.after === undefined && (rule.resets ?? 'nothing') === 'nothing') return trustless;
  const recovery: Recovery = {
    id: toBase64url(context.random(12)),
    via: 'backup-code',
    requestedBy: { kind: 'user' },
    requestedAt: now,
    expiresAt: now + SETTLED_WITHIN_MS,
    checks: [],
    approvals: [],
  };
  return both(trustless, (next) => takeEffect(context, { account: next, recovery, rule, now }));
}

/** One derivation an attempt: a lost race asks again, and the set's salt is the same unless the set is another. */
function onceForEachSet(code: string): Find {
  const found = new Map<string, Promise<string | undefined>>();
  return (set) => {
    const known = found.get(set.id) ?? findBackupCode(set, code);
    found.set(set.id, known);
    return known;
  };
}
