import { approveRecovery } from './approve-recovery.ts';
import { cancelRecovery } from './cancel-recovery.ts';
import { completeRecovery } from './complete-recovery.ts';
import type { EngineContext } from './context.ts';
import type { RecoveryDesk } from './desks.ts';
import { requestRecovery } from './request-recovery.ts';

export function recoveryDesk(context: EngineContext): RecoveryDesk {
  return Object.freeze<RecoveryDesk>({
    request: (input) => requestRecovery(context, input),
    approve: (input) => approveRecovery(context, input),
    cancel: (input) => cancelRecovery(context, input),
    complete: (input) => completeRecovery(context, input),
  });
}
