import type { Method } from '../../account/factors/method.ts';
import type { SendAdmission, SendAttempt } from '../../ports/send-guard.ts';
import type { EngineContext } from '../context.ts';

export async function admit({ sendGuard }: EngineContext, attempt: SendAttempt): Promise<SendAdmission> {
  return sendGuard === undefined ? { kind: 'admitted' } : sendGuard.admit(attempt);
}

/** Nothing was sent after all. If this fails, the guard counts one message too many. */
export async function refund({ sendGuard }: EngineContext, attempt: SendAttempt): Promise<void> {
  await Promise.resolve(sendGuard?.refund?.(attempt)).catch(() => undefined);
}

/** Tells the guard that a code came back, after that was committed. What it throws changes no verdict. */
export function tellUsed(
  { sendGuard, methods }: EngineContext,
  userId: string,
  method: Method,
  now: number,
): void {
  if (methods.get(method)?.sending === undefined) return;
  Promise.resolve(sendGuard?.used?.({ userId, method, now })).catch(() => undefined);
}
