import type { DomainEvent } from '../account/domain-event.ts';
import type { Effect, Policy, ReactionEvent } from './schema/policy.ts';

/** After a change of the factors, other sessions must sign in again, unless the policy names the event. */
const DEFAULTS: { readonly [event in ReactionEvent]?: readonly Effect[] } = {
  'mfa.enabled': ['revoke-other-sessions'],
  'factor.removed': ['revoke-other-sessions'],
};

/** The effects of one event. Naming one event does not change the others. */
function effectsOf({ on = [] }: Policy, event: ReactionEvent): readonly Effect[] {
  const named = on.filter((reaction) => reaction.event === event);
  return named.length > 0 ? named.flatMap((reaction) => reaction.do) : (DEFAULTS[event] ?? []);
}

/** The events with one of these effects, by name or by default. */
function eventsWith(policy: Policy, effects: readonly Effect[]): readonly ReactionEvent[] {
  const events = new Set([
    ...(policy.on ?? []).map(({ event }) => event),
    ...(Object.keys(DEFAULTS) as ReactionEvent[]),
  ]);
  return [...events].filter((event) => effectsOf(policy, event).some((effect) => effects.includes(effect)));
}

/** The events after which sessions end. */
export function eventsEndingSessions(policy: Policy): readonly ReactionEvent[] {
  return eventsWith(policy, ['revoke-all-sessions', 'revoke-other-sessions']);
}

/** The events whose notice the policy names. */
export function eventsNotified(policy: Policy): readonly ReactionEvent[] {
  return eventsWith(policy, ['notify']);
}

/** Whether these events end trusted browsers, in the same commit. */
export function revokesDevices(policy: Policy, events: readonly DomainEvent[]): boolean {
  return includes(eventsWith(policy, ['revoke-trusted-devices']), events);
}

/**
 * Which sessions end after these events; the widest scope applies. If a completed recovery is cancelled or ended, all
 * sessions end whatever the policy says, because it is unknown which of them the recovery gave.
 */
export function sessionsToEnd(policy: Policy, events: readonly DomainEvent[]): 'none' | 'others' | 'all' {
  if (events.some(endsGrant)) return 'all';
  if (includes(eventsWith(policy, ['revoke-all-sessions']), events)) return 'all';
  return includes(eventsWith(policy, ['revoke-other-sessions']), events) ? 'others' : 'none';
}

function endsGrant(event: DomainEvent): boolean {
  return event.type === 'recovery.revoked' || (event.type === 'recovery.ended' && event.granted);
}

/** Whether the policy names the notice of this event. Changes of the factors have a notice in any case. */
export function notifies(policy: Policy, event: ReactionEvent): boolean {
  return effectsOf(policy, event).includes('notify');
}

function includes(among: readonly ReactionEvent[], events: readonly DomainEvent[]): boolean {
  return events.some(({ type }) => among.some((event) => event === type));
}
