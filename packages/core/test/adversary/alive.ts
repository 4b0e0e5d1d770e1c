import type { Commands } from './commands.ts';
import type { Owner } from './owner.ts';
import type { Recoverer } from './owner-recovery.ts';
import type { ModelPortal } from './portal.ts';
import { mainSuffices, opensSession } from './suffices.ts';

const DAY = 86_400_000;

/**
 * An attacker with the password requests codes until none is sent, and more. In the browser in which she has just proved a factor,
 * the owner gets hers, and it stays valid while he requests another.
 */
export async function assertAliveInFlood(
  portal: ModelPortal,
  owner: Owner,
  commands: Commands,
): Promise<void> {
  if (owner.lost || (await owner.signIn()) !== 'complete') return;
  // As long as all that is asked of her is postponed, the password alone lets her in, and makes no browser known.
  if (!owner.session?.assurance.evidence.some(({ factorId }) => factorId !== undefined)) return;
  const { userId, clock } = portal;
  const call = commands.as('attacker');
  const requestCodes = async (): Promise<boolean> => {
    const firstFactor = { method: 'password' } as const;
    const begun = await call('beginSignIn', (mfa) =>
      mfa.beginSignIn({ userId, user: portal.user(), firstFactor }),
    );
    if (begun?.kind !== 'challenge') return false;
    const { token, challenge } = begun;
    const sending = challenge.options.filter(({ sends }) => sends);
    for (const { factorId } of sending) {
      await call('sendCode', (mfa) => mfa.sendCode({ token, factorId }));
    }
    return sending.length > 0;
  };
  const assertIn = async (): Promise<void> => {
    owner.interrupted = async () => {
      await requestCodes();
    };
    const came = await owner.signIn();
    owner.interrupted = undefined;
    // The postponement of a rule ended, and what it asks for is a factor that she lost: no code is missing.
    if (came === 'cannot answer') return;
    if (came !== 'complete') throw new Error(`the owner got no code in her browser: ${came}`);
  };
  await assertIn();
  for (let requests = 0; requests < 12; requests++) {
    clock.advance(31_000);
    if (!(await requestCodes())) return;
  }
  await assertIn();
}

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
