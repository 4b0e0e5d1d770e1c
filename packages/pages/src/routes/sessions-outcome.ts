import type { SessionsOutcome } from '@factorkit/core';

/** Whether all sessions of the user end, this one included. If the revocation failed elsewhere, this one still ends. */
export function endsEverySession(sessions: SessionsOutcome): boolean {
  return sessions.kind !== 'kept' && sessions.scope === 'all';
}
