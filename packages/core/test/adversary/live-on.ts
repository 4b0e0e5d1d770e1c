import type { Owner } from './owner.ts';
import type { Attempt } from './owner-life.ts';
import type { ModelPortal } from './portal.ts';

const DAY = 86_400_000;

const ROUTINE = [
  'signs in and trusts the browser',
  'looks at the settings',
  'pays',
  'signs in',
  'pays',
  'shows her password again',
  'adds a factor',
  'renames a factor',
  'chooses the first factor',
  'removes a factor',
  'adds a factor',
  'removes a factor',
  'makes new backup codes',
  'signs in with a backup code',
  'signs in with a backup code',
  'signs in with a backup code',
  'makes new backup codes',
  'ends trust',
  'changes the password',
  'stops a recovery in a session',
  'loses everything and is checked',
  'stops a recovery by link',
  'loses everything',
  'asks for recovery',
  'has staff stop a recovery',
  'mistypes, and has staff unlock',
  'has staff end trust',
  'operator rotates keys',
] as const;

/** After the attacker has gone, the owner does once all that an account is for. */
export async function liveOn(
  portal: ModelPortal,
  owner: Owner,
  attempts: Readonly<Record<string, Attempt>>,
): Promise<void> {
  for (const [index, name] of ROUTINE.entries()) {
    portal.clock.advance(DAY);
    if (!owner.lost && !(owner.session && (await portal.isLive(owner.session)))) await owner.signIn();
    await attempts[name]?.(index);
  }
}
