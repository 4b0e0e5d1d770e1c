import type { StorageClients } from '@factorkit/testkit';
import { assertAlive, assertAliveInFlood } from './alive.ts';
import type { Attacker } from './attacker.ts';
import { attacksOf } from './attacks.ts';
import { createCommands } from './commands.ts';
import { liveOn } from './live-on.ts';
import { createOwner } from './owner.ts';
import { type Attempt, livesOf } from './owner-life.ts';
import { createRecoverer } from './owner-recovery.ts';
import { livePast } from './past.ts';
import { openPortal } from './portal.ts';
import type { Loot } from './powers.ts';
import { mainOf, type Scenario, type Step } from './scenario.ts';
import { powersSuffice } from './suffices.ts';
import { assertTold } from './told.ts';
import { createWatch } from './watch.ts';

/** How a run came out. */
export interface Outcome {
  /** `skipped`: the attacker's powers suffice by the design. */
  readonly kind: 'held' | 'skipped';
  readonly commands: number;
}

interface Surroundings {
  readonly userId: string;
  readonly clients: StorageClients;
  /** How often which command of the owner and of staff came to which end. */
  readonly tally: Map<string, number>;
}

/** Plays a scenario. Throws, saying what happened that must never happen, and what led to it. */
export async function play(scenario: Scenario, { userId, clients, tally }: Surroundings): Promise<Outcome> {
  const { policy, past, powers } = scenario;
  const main = mainOf(policy, past);
  const facts = { roles: past.promoted ? ['administrator'] : [], main, trusts: past.trusts };
  const skipped = { kind: 'skipped', commands: 0 } as const;
  if (powersSuffice(policy, { powers, sessionEvidence: undefined }, facts)) return skipped;

  const portal = openPortal({ userId, policy, clients });
  const watch = createWatch(portal);
  const commands = createCommands(portal, watch, tally);
  const owner = createOwner(portal, { commands, main, report: watch.report });
  const recoverer = createRecoverer(portal, commands, owner);
  try {
    const stolen = await livePast(scenario, portal, owner, recoverer);
    watch.assertNothing('before the attacker came');
    const { session } = stolen;
    // A grant ends with the new factor. As long as the owner has none, anyone who has the session that holds it may use it.
    if (session?.assurance.grant !== undefined && owner.lost) return skipped;
    const isLive = session !== undefined && (await portal.isLive(session));
    const loot: Loot = { powers, sessionEvidence: isLive ? session.assurance.evidence : undefined };
    if (powersSuffice(policy, loot, facts)) return skipped;

    const attacker: Attacker = { ...stolen, loot };
    const lives = livesOf(portal, commands, owner);
    const attempts = {
      owner: weighed({ ...lives, ...recoverer.attempts }),
      attacker: weighed(attacksOf({ portal, commands, owner, attacker, watch })),
    };
    await takeSteps(scenario.steps, attempts, { commands, assertNothing: watch.assertNothing });
    await assertAlive(portal, owner, recoverer);
    await assertTold(portal, commands);
    await liveOn(portal, owner, { ...lives, ...recoverer.attempts });
    await assertAliveInFlood(portal, owner, commands);
    await commands.as('owner')('eraseAccount', (mfa) => mfa.eraseAccount({ userId }));
    watch.assertNothing('in the end');
  } catch (error) {
    throw new Error(`${error}\n${commands.trace.join('\n')}`, { cause: error });
  }
  return { kind: 'held', commands: commands.count() };
}

type Attempts = readonly (readonly [name: string, attempt: Attempt])[];

async function takeSteps(
  steps: readonly Step[],
  attempts: { readonly owner: Attempts; readonly attacker: Attempts },
  {
    commands,
    assertNothing,
  }: { readonly commands: ReturnType<typeof createCommands>; readonly assertNothing: (when: string) => void },
): Promise<void> {
  const chosen = ({ who, attempt }: Step): Attempts[number] =>
    attempts[who][attempt % attempts[who].length] ?? ['nothing', async () => {}];
  for (const [index, step] of steps.entries()) {
    const [name, attempt] = chosen(step);
    const next = steps[index + 1];
    const overtaking = next === undefined || next.who === step.who ? undefined : chosen(next);
    // While a row is edited, the owner cannot do anything.
    const isAlone = [name, overtaking?.[0]].includes('edits the row');
    commands.prepare(step.server, isAlone ? undefined : step.trouble, async () => {
      await overtaking?.[1](next?.pick ?? 0);
    });
    commands.trace.push(`${index}: the ${step.who} ${name}`);
    await attempt(step.pick);
    assertNothing(`step ${index}, the ${step.who} ${name}`);
  }
  commands.prepare(0);
}

/** What leads further is done more often. */
const OFTEN: Readonly<Record<string, number>> = {
  'signs in': 4,
  'adds a factor': 2,
  'loses everything and is checked': 4,
  'enters the recovery code': 4,
  'finds her phone again': 2,
  'stops a recovery by link': 2,
  'recovers, and stops it by link': 3,
  'mistypes, and has staff unlock': 2,
  'stops a recovery in a session': 2,
  'asks for recovery': 2,
  'completes a recovery': 5,
  'answers twice by mail': 3,
  'guesses until it is over': 2,
  'sets up a factor': 2,
  'proves more in the session': 4,
};

function weighed(attempts: Readonly<Record<string, Attempt>>): Attempts {
  return Object.entries(attempts).flatMap((attempt) =>
    Array.from({ length: OFTEN[attempt[0]] ?? 1 }, () => attempt),
  );
}
