import type { Change } from '../account/account.ts';
import type { Happening } from '../account/happening.ts';
import { toBase64url } from '../codec/base64url.ts';
import { sessionsToEnd } from '../policy/reactions.ts';
import type { SessionsOutcome } from './account-outcomes.ts';
import type { DecisionContext, EngineContext } from './context.ts';

/** What an answer says of the sessions until they are ended: a failure, so that no failure after the commit is hidden. */
export function sessionsBefore({ policy }: DecisionContext, happened: readonly Happening[]): SessionsOutcome {
  const scope = sessionsToEnd(policy, happened);
  return scope === 'none' ? { kind: 'kept' } : { kind: 'revocation-failed', scope };
}

/** Ends the sessions that the policy names, after the change was committed. A failure is reported, and undoes nothing. */
export async function endSessions(
  { portal }: EngineContext,
  { userId, sessionId }: { readonly userId: string; readonly sessionId?: string | undefined },
  before: SessionsOutcome,
): Promise<SessionsOutcome> {
  if (before.kind === 'kept' || portal.revokeSessions === undefined) return { kind: 'kept' };
  const { scope } = before;
  const except = scope === 'others' && sessionId !== undefined ? { except: sessionId } : {};
  try {
    await portal.revokeSessions(userId, except);
    return { kind: 'revoked', scope };
  } catch {
    return { kind: 'revocation-failed', scope };
  }
}

/** The same for sessions that are tokens: in the commit itself, the stamp that they carry stops being the account's. */
export function restamped({ policy, random }: DecisionContext, change: Change): Change {
  if (sessionsToEnd(policy, change.happened) === 'none') return change;
  return { ...change, account: { ...change.account, stamp: toBase64url(random(12)) } };
}
