import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { dose, propertySeed, tier } from '../../../../test-tiers.ts';
import { stores } from '../engine/stores.ts';
import { play } from './run.ts';
import { anyScenario } from './scenario.ts';

/** How many commands of scenarios that were not skipped. */
const LEAST_COMMANDS = { quick: 0, test: 20_000, soak: 500_000 } as const;
/** Of the few scenarios in `quick` the share says nothing. */
const MOST_SKIPPED = { quick: 1, test: 0.4, soak: 0.4 } as const;
/** `rotateKeys` reads every account of a store. */
const ACCOUNTS_OF_A_STORE = 100;
const HOUR = 3_600_000;
const TIMEOUT = { quick: HOUR / 6, test: HOUR / 2, soak: 12 * HOUR } as const;

/** What the owner and the staff must have succeeded in: a property that gets nowhere holds for everything. */
const SUCCESSES = [
  'beginSignIn: challenge',
  'beginSignIn: complete',
  'beginSignIn: enrol',
  'describeChallenge: open',
  'sendCode: sent',
  'verify: complete',
  'verifyBackupCode: complete',
  'beginStepUp: challenge',
  'beginStepUp: complete',
  'reauthenticate: complete',
  'requireAssurance: sufficient',
  'beginEnrolment: begun',
  'resumeEnrolment: begun',
  'sendEnrolmentCode: sent',
  'confirmEnrolment: active',
  'confirmEnrolment: acknowledge',
  'acknowledgeBackupCodes: acknowledged',
  'postponeEnrolment: complete',
  'renameFactor: renamed',
  'setPrimary: chosen',
  'removeFactor: removed',
  'regenerateBackupCodes: regenerated',
  'describe',
  'listTrustedDevices',
  'revokeTrustedDevices: revoked',
  'passwordChanged: noted',
  'recovery.request: requested',
  'recovery.request by staff: requested',
  'recovery.approve: approved',
  'recovery.complete: completed',
  'recovery.cancel: cancelled',
  'recovery.cancel by link: cancelled',
  'recovery.cancel by staff: cancelled',
  'support.describe',
  'support.unlock: unlocked',
  'support.revokeTrustedDevices: revoked',
  'dispatchNotices',
  'readEvents',
  'exportAccount',
  'rotateKeys',
  'eraseAccount',
] as const;
const LEAST_OF_EACH_COMMAND = { quick: 0, test: 100, soak: 200 } as const;
const LEAST_OF_EACH_END = { quick: 0, test: 25, soak: 200 } as const;

/** `FACTORKIT_REPLAY=<seed>:<path>` plays the one scenario that a failure named, on both stores. */
const [seed, path] = process.env.FACTORKIT_REPLAY?.split(/:(.*)/) ?? [];
const chosen = path === undefined ? propertySeed : { seed: Number(seed), path };

const NAME = 'an attacker gets nowhere that the design does not let him, and the owner always gets in';

test(NAME, { timeout: TIMEOUT[tier] }, async () => {
  const tally = new Map<string, number>();
  let [played, skipped, commands] = [0, 0, 0];
  for (const [index, { open }] of stores.entries()) {
    let clients = await open();
    onTestFinished(() => clients.close());
    const property = fc.asyncProperty(anyScenario, async (scenario) => {
      played += 1;
      if (played % ACCOUNTS_OF_A_STORE === 0) {
        await clients.close();
        clients = await open();
      }
      const outcome = await play(scenario, { userId: `anna-${played}`, clients, tally });
      if (outcome.kind === 'skipped') skipped += 1;
      commands += outcome.commands;
    });
    // The words of a failure say what was done, step by step; a shorter scenario would be another one.
    const numRuns = path === undefined ? (dose.adversary[index] ?? 1) : 1;
    await fc.assert(property, { ...chosen, numRuns, endOnFailure: true });
  }
  if (path !== undefined) return;
  const counted = SUCCESSES.map((name) => [name, tally.get(name) ?? 0] as const);
  const share = ((100 * skipped) / played).toFixed(1);
  process.stdout.write(`${commands} commands, ${share} % of ${played} scenarios skipped\n`);
  process.stdout.write(`${counted.map((count) => count.join(' ')).join('\n')}\n`);
  expect(commands).toBeGreaterThanOrEqual(LEAST_COMMANDS[tier]);
  expect(skipped / played).toBeLessThanOrEqual(MOST_SKIPPED[tier]);
  expect(counted.filter(([, count]) => count < LEAST_OF_EACH_END[tier])).toEqual([]);
  const perCommand = new Map<string, number>();
  for (const [name, count] of counted) {
    const command = name.split(':')[0] ?? name;
    perCommand.set(command, (perCommand.get(command) ?? 0) + count);
  }
  expect([...perCommand].filter(([, count]) => count < LEAST_OF_EACH_COMMAND[tier])).toEqual([]);
});
