import { both } from '../account/account.ts';
import { isEnrolled } from '../account/factor.ts';
import { removeFactor as remove } from '../account/factor-changes.ts';
import { endRecoveries } from '../account/recovering.ts';
import { toBase64url } from '../codec/base64url.ts';
import type { FactorRemoved } from './account-outcomes.ts';
import type { EngineContext } from './context.ts';
import { changeFactor } from './manage.ts';
import type { SignedIn } from './parties.ts';
import { endSessions, sessionsBefore } from './sessions.ts';

export async function removeFactor(
  context: EngineContext,
  { caller, factorId }: { readonly caller: SignedIn; readonly factorId: string },
): Promise<FactorRemoved> {
  return changeFactor<FactorRemoved>(context, {
    caller,
    factorId,
    intent: { kind: 'remove', factorId },
    change: (account, factor) =>
      both(remove(account, factor, toBase64url(context.random(12))), (next) =>
        endRecoveries(next, 'factors-changed'),
      ),
    decided: (decision, { account, happened }) => {
      const sessions = sessionsBefore(decision, happened);
      const answer = { kind: 'removed', enabled: account.factors.some(isEnrolled), sessions } as const;
      return {
        answer,
        after: async (engine) => ({ ...answer, sessions: await endSessions(engine, caller, sessions) }),
      };
    },
  });
}
