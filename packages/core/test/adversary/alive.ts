import type { Owner } from './owner.ts';
import type { Recoverer } from './owner-recovery.ts';
import type { ModelPortal } from './portal.ts';
import { mainSuffices, opensSession } from './suffices.ts';

const DAY = 86_400_000;

/** Nobody keeps the owner out: with a factor that works she gets in, and without one her recovery succeeds. */
export async function assertAlive(portal: ModelPortal, owner: Owner, recoverer: Recoverer): Promise<void> {
  portal.clock.advance(2 * DAY);
  owner.browser = undefined;
  const account = await portal.account();
  const usable = (account?.factors ?? []).filter(
    ({ id, status }) => status === 'active' && owner.devices.some(({ factorId }) => factorId === id),
  );
  const isMain = usable.some(({ method }) => method === owner.main);
  const facts = { roles: portal.user().roles ?? [], main: owner.main, trusts: false };
  if (isMain && mainSuffices(portal.policy, facts)) {
    owner.lost = false;
    const came = await owner.signIn();
    if (came !== 'complete' && came !== 'active')
      throw new Error(`the owner with her factor did not get in: ${came}`);
  }
  if (recoverer.rule === undefined) return;
  const came = await recoverer.recover();
  if (came !== 'complete' && came !== 'active')
    throw new Error(`the verified owner did not recover: ${came}`);
  if (owner.lost || opensSession(recoverer.rule)) return;
  const again = await owner.signIn();
  if (again !== 'complete' && again !== 'active')
    throw new Error(`the owner did not get in with what she set up in the recovery: ${again}`);
}
