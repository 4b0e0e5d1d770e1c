import type { Account } from '../../account/account.ts';
import { issueBackupCodes, offerBackupCodes } from '../../account/backup-codes/backup-codes.ts';
import type { NewBackupCodes } from '../../factors/backup-code.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { BackupCodeRule } from '../../policy/schema/policy.ts';
import type { SignedIn } from '../actors.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import { type Decided, type Passed, type Reading, transactPrepared } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { claimantOf, factsOf } from '../progress/facts.ts';
import { declined } from '../progress/requester.ts';
import type { BackupCodesRegenerated } from '../results/account-outcomes.ts';
import { newCodes } from './new-backup-codes.ts';

export async function regenerateBackupCodes(
  context: EngineContext,
  { caller }: { readonly caller: SignedIn },
): Promise<BackupCodesRegenerated> {
  return transactPrepared<Allowed, NewBackupCodes, BackupCodesRegenerated>(context, {
    ...expectedOf(caller),
    guard: (decision, reading) => guard(decision, caller, reading),
    prepare: (engine, { rule, now }) => newCodes(engine, rule, now),
    decide: (decision, { account }, codes) => decide(decision, { caller, account, codes }),
  });
}

interface Allowed {
  readonly account: Account;
  readonly rule: BackupCodeRule;
  readonly now: number;
}

function guard(
  context: DecisionContext,
  caller: SignedIn,
  { account, now }: Reading,
): Passed<Allowed> | Decided<BackupCodesRegenerated> {
  const facts = factsOf(context, account, claimantOf(caller), now);
  const decision = evaluate(context.policy, facts, { kind: 'regenerate-backup-codes' }, now);
  if (decision.outcome !== 'allow') return { answer: declined(context, account, decision, now) };
  const rule = context.policy.backupCodes;
  if (account === undefined || rule === undefined) {
    return { answer: { kind: 'denied', reason: 'no-backup-codes' } };
  }
  return { passed: { account, rule, now } };
}

interface Issued {
  readonly caller: SignedIn;
  readonly account: Account;
  readonly codes: NewBackupCodes;
}

function decide(
  context: DecisionContext,
  { caller, account, codes: { codes, set } }: Issued,
): Decided<BackupCodesRegenerated> {
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
