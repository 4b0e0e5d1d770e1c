import { choosePrimary } from '../../account/factors/factor-changes.ts';
import type { SignedIn } from '../actors.ts';
import type { EngineContext } from '../context.ts';
import type { PrimaryChosen } from '../results/account-outcomes.ts';
import { changeFactor } from './change-factor.ts';

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
