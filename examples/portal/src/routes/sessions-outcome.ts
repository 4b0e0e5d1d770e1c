import type { SessionsOutcome } from '@factorkit/core';

/** Whether the policy ends all sessions of the user, this one too. One that could not be ended elsewhere ends here. */
export function endsEverySession(sessions: SessionsOutcome): boolean {
  return sessions.kind !== 'kept' && sessions.scope === 'all';
}
