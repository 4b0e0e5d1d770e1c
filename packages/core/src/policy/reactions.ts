import type { DomainEvent } from '../account/domain-event.ts';
import type { Effect, Policy, ReactionEvent } from './schema/policy.ts';

/** Whoever was signed in before the protection changed has to sign in again, unless the policy names the event itself. */
const DEFAULTS: { readonly [event in ReactionEvent]?: readonly Effect[] } = {
  'mfa.enabled': ['revoke-other-sessions'],
  'factor.removed': ['revoke-other-sessions'],
};

/** What follows one event. Naming one event changes nothing for the others. */
function effectsOf({ on = [] }: Policy, event: ReactionEvent): readonly Effect[] {
  const named = on.filter((reaction) => reaction.event === event);
  return named.length > 0 ? named.flatMap((reaction) => reaction.do) : (DEFAULTS[event] ?? []);
}

/** The events with an effect, by name or by default. */
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

/** The events that the policy has users told of by name. */
export function eventsNotified(policy: Policy): readonly ReactionEvent[] {
  return eventsWith(policy, ['notify']);
}

/** Whether the policy ends trust in browsers after these events, in the step that they are committed with. */
export function revokesDevices(policy: Policy, events: readonly DomainEvent[]): boolean {
  return includes(eventsWith(policy, ['revoke-trusted-devices']), events);
}

/**
 * Which sessions end after these events; the widest answer wins. A completed recovery that is cancelled or ended takes
 * every session with it, whatever the policy says, because nothing tells which it gave.
 */
export function sessionsToEnd(policy: Policy, events: readonly DomainEvent[]): 'none' | 'others' | 'all' {
  if (events.some(endsGrant)) return 'all';
  if (includes(eventsWith(policy, ['revoke-all-sessions']), events)) return 'all';
  return includes(eventsWith(policy, ['revoke-other-sessions']), events) ? 'others' : 'none';
}

function endsGrant(event: DomainEvent): boolean {
  return event.type === 'recovery.revoked' || (event.type === 'recovery.ended' && event.granted);
}

/** Whether the policy has the user told of this. What changes the protection is told whether it says so or not. */
export function notifies(policy: Policy, event: ReactionEvent): boolean {
  return effectsOf(policy, event).includes('notify');
}

function includes(among: readonly ReactionEvent[], events: readonly DomainEvent[]): boolean {
  return events.some(({ type }) => among.some((event) => event === type));
}
