import { type Change, chain } from '../../account/account.ts';
import { revokeDevices } from '../../account/devices/trusting.ts';
import type { DomainEvent } from '../../account/domain-event.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { revokesDevices, sessionsToEnd } from '../../policy/reactions.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import type { SessionsOutcome } from '../results/account-outcomes.ts';

/** The outcome for the sessions before they are ended: a failure, so that an error after the commit is not hidden. */
export function sessionsBefore({ policy }: DecisionContext, events: readonly DomainEvent[]): SessionsOutcome {
  const scope = sessionsToEnd(policy, events);
  return scope === 'none' ? { kind: 'kept' } : { kind: 'revocation-failed', scope };
}

/** Ends the sessions that the policy names, after the commit. A failure is reported and does not undo the change. */
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

/** The same for sessions that are tokens: the commit itself changes the stamp that the tokens contain. */
export function restamped({ policy, random }: DecisionContext, change: Change): Change {
  if (sessionsToEnd(policy, change.events) === 'none') return change;
  return { ...change, account: { ...change.account, stamp: toBase64url(random(12)) } };
}

/** Ends all trusted browsers in the same commit, if the policy requires it. */
export function withTrustEnded({ policy }: DecisionContext, change: Change): Change {
  return revokesDevices(policy, change.events) ? chain(change, (account) => revokeDevices(account)) : change;
}
