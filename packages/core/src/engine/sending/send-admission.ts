import type { SendAdmission, SendAttempt, SendGuard } from '../../ports/send-guard.ts';
import type { EngineContext } from '../context.ts';

export async function admit({ sendGuard }: EngineContext, attempt: SendAttempt): Promise<SendAdmission> {
  return sendGuard === undefined ? { kind: 'admitted' } : sendGuard.admit(attempt);
}

/** Takes back an admission: nothing was sent. If this fails, the guard counts one message too many. */
export async function refund({ sendGuard }: EngineContext, attempt: SendAttempt): Promise<void> {
  await Promise.resolve(sendGuard?.refund?.(attempt)).catch(() => undefined);
}

/** Reports to the guard that a sent code was entered, after the commit. Errors are ignored. */
export function reportUsedCode(
  { sendGuard, methods }: EngineContext,
  use: Parameters<NonNullable<SendGuard['used']>>[0],
): void {
  if (methods.get(use.method)?.sending === undefined) return;
  Promise.resolve(sendGuard?.used?.(use)).catch(() => undefined);
}
