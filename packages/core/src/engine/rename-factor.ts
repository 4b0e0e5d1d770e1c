import { renameFactor as rename } from '../account/factor-changes.ts';
import type { FactorRenamed } from './account-outcomes.ts';
import type { EngineContext } from './context.ts';
import { changeFactor } from './manage.ts';
import type { SignedIn } from './parties.ts';

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
