import { chain } from '../../account/account.ts';
import { isEnrolled } from '../../account/factors/factor.ts';
import { removeFactor as remove } from '../../account/factors/factor-changes.ts';
import { endRecoveries } from '../../account/recovery/recovering.ts';
import { toBase64url } from '../../codec/base64url.ts';
import type { SignedIn } from '../actors.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import type { EngineContext } from '../context.ts';
import type { FactorRemoved } from '../results/account-outcomes.ts';
import { changeFactor } from './change-factor.ts';

export async function removeFactor(
  context: EngineContext,
  { caller, factorId }: { readonly caller: SignedIn; readonly factorId: string },
): Promise<FactorRemoved> {
  return changeFactor<FactorRemoved>(context, {
    caller,
    factorId,
    intent: { kind: 'remove', factorId },
    change: (account, factor) =>
      chain(remove(account, factor, toBase64url(context.random(12))), (next) =>
        endRecoveries(next, 'factors-changed'),
      ),
    decided: (decision, { account, events }) => {
      const sessions = sessionsBefore(decision, events);
      const answer = { kind: 'removed', enabled: account.factors.some(isEnrolled), sessions } as const;
      return {
        answer,
        after: async (engine) => ({ ...answer, sessions: await endSessions(engine, caller, sessions) }),
      };
    },
  });
}
