import { renameFactor as rename } from '../../account/factors/factor-changes.ts';
import type { SignedIn } from '../actors.ts';
import type { EngineContext } from '../context.ts';
import type { FactorRenamed } from '../results/account-outcomes.ts';
import { changeFactor } from './change-factor.ts';

interface RenameFactor {
  readonly caller: SignedIn;
  readonly factorId: string;
  readonly label: string;
}

export async function renameFactor(
  context: EngineContext,
  { caller, factorId, label }: RenameFactor,
): Promise<FactorRenamed> {
  return changeFactor<FactorRenamed>(context, {
    caller,
    factorId,
    intent: { kind: 'manage' },
    change: (account, factor) => rename(account, factor, label),
    decided: () => ({ answer: { kind: 'renamed' } }),
  });
}
