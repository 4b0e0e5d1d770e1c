import type { Happening } from '../account/happening.ts';
import type { Policy, Reaction, ReactionEvent } from './policy.ts';

/** Where a policy does not say: whoever was signed in before the protection changed has to sign in again. */
const DEFAULT_REACTIONS: readonly Reaction[] = [
  { event: 'mfa.enabled', do: ['revoke-other-sessions'] },
  { event: 'factor.removed', do: ['revoke-other-sessions'] },
];

/** Whether the policy ends sessions at all, after anything. */
export function endsSessions({ on }: Policy): boolean {
  return (
    on?.some((reaction) =>
      reaction.do.some((effect) => effect.startsWith('revoke-') && effect.endsWith('-sessions')),
    ) ?? false
  );
}

/** Whether the policy ends trust in browsers after these events, in the step that they are committed with. */
export function revokesDevices({ on }: Policy, happened: readonly Happening[]): boolean {
  return (
    on?.some(
      (reaction) =>
        reaction.do.includes('revoke-trusted-devices') &&
        happened.some(({ type }) => type === reaction.event),
    ) ?? false
  );
}

/**
 * Which sessions end after these events; the widest answer wins. A completed recovery that is cancelled or ended takes
 * every session with it, whatever the policy says, because nothing tells which it gave.
 */
export function sessionsToEnd(policy: Policy, happened: readonly Happening[]): 'none' | 'others' | 'all' {
  if (happened.some(endsGrant)) return 'all';
  const effects = (policy.on ?? DEFAULT_REACTIONS)
    .filter(({ event }) => happened.some(({ type }) => type === event))
    .flatMap((reaction) => reaction.do);
  if (effects.includes('revoke-all-sessions')) return 'all';
  return effects.includes('revoke-other-sessions') ? 'others' : 'none';
}

function endsGrant(happening: Happening): boolean {
  return happening.type === 'recovery.revoked' || (happening.type === 'recovery.ended' && happening.granted);
}

/** Whether the policy has the user told of this. What changes the protection is told whether it says so or not. */
export function notifies({ on }: Policy, event: ReactionEvent): boolean {
  return on?.some((reaction) => reaction.event === event && reaction.do.includes('notify')) ?? false;
}
