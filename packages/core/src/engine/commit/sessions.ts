import { type Change, chain } from '../../account/account.ts';
import { revokeDevices } from '../../account/devices/trusting.ts';
import type { DomainEvent } from '../../account/domain-event.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { revokesDevices, sessionsToEnd } from '../../policy/reactions.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import type { SessionsOutcome } from '../results/account-outcomes.ts';

/** What an answer says of the sessions until they are ended: a failure, so that no failure after the commit is hidden. */
export function sessionsBefore({ policy }: DecisionContext, events: readonly DomainEvent[]): SessionsOutcome {
  const scope = sessionsToEnd(policy, events);
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
  if (sessionsToEnd(policy, change.events) === 'none') return change;
  return { ...change, account: { ...change.account, stamp: toBase64url(random(12)) } };
}

/** The change, and with it the end of all trust where the policy wants that: in the same commit. */
export function withTrustEnded({ policy }: DecisionContext, change: Change): Change {
  return revokesDevices(policy, change.events) ? chain(change, (account) => revokeDevices(account)) : change;
}
