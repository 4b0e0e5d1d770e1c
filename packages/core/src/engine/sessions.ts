import type { Change } from '../account/account.ts';
import type { Happening } from '../account/happening.ts';
import { toBase64url } from '../codec/base64url.ts';
import { sessionsToEnd } from '../policy/reactions.ts';
import type { SessionsOutcome } from './account-outcomes.ts';
import type { EngineContext } from './context.ts';

/** Ends the sessions that the policy names, after the change was committed. A failure is told, and undoes nothing. */
export async function endSessions(
  { policy, portal }: EngineContext,
  { userId, sessionId }: { readonly userId: string; readonly sessionId?: string | undefined },
  happened: readonly Happening[],
): Promise<SessionsOutcome> {
  const scope = sessionsToEnd(policy, happened);
  if (scope === 'none' || portal.revokeSessions === undefined) return { kind: 'kept' };
  const except = scope === 'others' && sessionId !== undefined ? { except: sessionId } : {};
  try {
    await portal.revokeSessions(userId, except);
    return { kind: 'revoked', scope };
  } catch {
    return { kind: 'revocation-failed', scope };
  }
}

/** The same for sessions that are tokens: in the commit itself, the stamp that they carry stops being the account's. */
export function restamped({ policy, random }: EngineContext, change: Change): Change {
  if (sessionsToEnd(policy, change.happened) === 'none') return change;
  return { ...change, account: { ...change.account, stamp: toBase64url(random(12)) } };
}
