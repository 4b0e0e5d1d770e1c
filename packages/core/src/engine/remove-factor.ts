import { isEnrolled } from '../account/factor.ts';
import { removeFactor as remove } from '../account/factor-changes.ts';
import { toBase64url } from '../codec/base64url.ts';
import type { FactorRemoved } from './account-outcomes.ts';
import { releaseAll } from './claim.ts';
import type { EngineContext } from './context.ts';
import { changeFactor } from './manage.ts';
import type { SignedIn } from './parties.ts';
import { endSessions } from './sessions.ts';

export async function removeFactor(
  context: EngineContext,
  { caller, factorId }: { readonly caller: SignedIn; readonly factorId: string },
): Promise<FactorRemoved> {
  return changeFactor<FactorRemoved>(context, {
    caller,
    factorId,
    intent: { kind: 'remove', factorId },
    change: (account, factor) => remove(account, factor, toBase64url(context.random(12))),
    answer: async ({ account, happened }, factor) => {
      await releaseAll(context, caller.userId, [factor]);
      return {
        kind: 'removed',
        enabled: account.factors.some(isEnrolled),
        sessions: await endSessions(context, caller, happened),
      };
    },
  });
}
