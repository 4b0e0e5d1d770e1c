import { choosePrimary } from '../account/factor-changes.ts';
import type { PrimaryChosen } from './account-outcomes.ts';
import type { EngineContext } from './context.ts';
import { changeFactor } from './manage.ts';
import type { SignedIn } from './parties.ts';

export async function setPrimary(
  context: EngineContext,
  { caller, factorId }: { readonly caller: SignedIn; readonly factorId: string },
): Promise<PrimaryChosen> {
  return changeFactor<PrimaryChosen>(context, {
    caller,
    factorId,
    intent: { kind: 'set-primary', factorId },
    change: choosePrimary,
    decided: () => ({ answer: { kind: 'chosen' } }),
  });
}
