import type { EngineContext } from '../context.ts';
import { assertTenant } from '../input/caller.ts';
import { readRecoveryArgument } from '../input/desk-calls.ts';
import type { RecoveryDesk } from '../results/desks.ts';
import { approveRecovery } from './approve-recovery.ts';
import { cancelRecovery } from './cancel-recovery.ts';
import { completeRecovery } from './complete-recovery.ts';
import { requestRecovery } from './request-recovery.ts';

type Cancellation = Parameters<RecoveryDesk['cancel']>[0];

function ownCancellation({ tokens }: EngineContext, input: Cancellation): Cancellation {
  if ('caller' in input) assertTenant(input.caller, tokens.tenant);
  return input;
}

export function recoveryDesk(context: EngineContext): RecoveryDesk {
  return Object.freeze<RecoveryDesk>({
    request: async (input) => requestRecovery(context, readRecoveryArgument('request', input)),
    approve: async (input) => approveRecovery(context, readRecoveryArgument('approve', input)),
    cancel: async (input) =>
      cancelRecovery(context, ownCancellation(context, readRecoveryArgument('cancel', input))),
    complete: async (input) => completeRecovery(context, readRecoveryArgument('complete', input)),
  });
}
