import type { Method } from '@factorkit/core';
import type { Owner } from './owner.ts';
import type { Recoverer } from './owner-recovery.ts';
import type { ModelPortal, PortalSession } from './portal.ts';
import type { Scenario } from './scenario.ts';

const HOUR = 3_600_000;

/** What the attacker took. */
export interface Stolen {
  readonly session: PortalSession | undefined;
  readonly cookie: string | undefined;
  /** The addresses whose messages he reads. */
  readonly addresses: readonly string[];
}

/** The owner enrols, lives, and loses to the attacker what he has. An hour later nothing that she showed is fresh. */
export async function livePast(
  { policy, past, powers }: Scenario,
  portal: ModelPortal,
  owner: Owner,
  recoverer: Recoverer,
): Promise<Stolen> {
  const { clock } = portal;
  if ((await owner.signIn()) === 'complete') await owner.add(owner.main);
  if (!(await isEnrolled(portal))) throw new Error('the owner could not enrol');
  await owner.signIn();
  const others = (Object.keys(policy.methods) as Method[]).filter((method) => method !== owner.main);
  for (let index = 0; index < past.more; index++) await owner.add(others[index] ?? owner.main);
  if (past.recovered && recoverer.rule !== undefined) await recoverer.recover();
  else await owner.signIn({ spare: past.spare, trust: past.trusts && policy.trustedDevices !== undefined });
  // By the browser that is trusted now, where one is.
  if (past.returns) await owner.signIn();
  const session = powers.session === 'none' ? undefined : owner.session;
  const cookie = powers.cookie === 'none' ? undefined : owner.browser;
  if (past.promoted) portal.promote();
  clock.advance(2 * HOUR);
  if (powers.session === 'ended' && session !== undefined) {
    session.ended = true;
    owner.session = undefined;
  }
  if (powers.cookie === 'ended') {
    portal.password = 'password-2';
    await portal.servers[0].passwordChanged({ userId: portal.userId });
  }
  const addresses = [
    ...(powers.mailbox ? portal.addresses('email') : []),
    ...(powers.sim ? portal.addresses('sms') : []),
  ];
  return { session, cookie, addresses };
}

async function isEnrolled(portal: ModelPortal): Promise<boolean> {
  return ((await portal.account())?.factors ?? []).some(({ status }) => status === 'active');
}
