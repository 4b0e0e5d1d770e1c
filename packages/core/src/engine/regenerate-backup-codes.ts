import { issueBackupCodes } from '../account/backup-codes.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { BackupCodesRegenerated } from './account-outcomes.ts';
import { declined } from './caller.ts';
import { newCodes } from './confirm-enrolment.ts';
import type { EngineContext } from './context.ts';
import { factsOf } from './facts.ts';
import { assertSignedIn, showerOf } from './input.ts';
import type { SignedIn } from './parties.ts';
import { endSessions } from './sessions.ts';
import { transact } from './transact.ts';

export async function regenerateBackupCodes(
  context: EngineContext,
  { caller }: { readonly caller: SignedIn },
): Promise<BackupCodesRegenerated> {
  assertSignedIn(caller);
  return transact<BackupCodesRegenerated>(context, {
    userId: caller.userId,
    source: caller.source,
    decide: async (account, now) => {
      const facts = factsOf(context, account, showerOf(caller), now);
      const decision = evaluate(context.policy, facts, { kind: 'regenerate-backup-codes' }, now);
      if (decision.outcome !== 'allow') return { answer: () => declined(context, account, decision, now) };
      const rule = context.policy.backupCodes;
      if (account === undefined || rule === undefined) {
        return { answer: () => ({ kind: 'denied', reason: 'no-backup-codes' }) };
      }
      const { codes, set } = await newCodes(context, rule, now);
      const change = issueBackupCodes(account, set);
      return {
        change,
        answer: async () => ({
          kind: 'regenerated',
          backupCodes: codes,
          sessions: await endSessions(context, caller, change.happened),
        }),
      };
    },
  });
}
