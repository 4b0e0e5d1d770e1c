import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { propertySeed, type Tier, tier } from '../../../../test-tiers.ts';
import { createChoices } from './choices.ts';
import { policies } from './policies.ts';

// The only thing in the engine that waits for something else than a port: the runtime's threads. The files of a project
// share their modules, so the engine is loaded again with it, and once more for the files after this one.
vi.mock('../../src/factors/scrypt.ts', async (original) => {
  const { scrypt } = await import('@noble/hashes/scrypt.js');
  type Module = typeof import('../../src/factors/scrypt.ts');
  const scryptHash: Module['scryptHash'] = async ({ text, salt, parameters: { n, r, p } }) =>
    scrypt(new TextEncoder().encode(text), salt, { N: n, r, p, dkLen: 32 });
  return {
    ...(await original<Module>()),
    scryptHash,
    scryptHashes: ({ texts, ...input }) => Promise.all(texts.map((text) => scryptHash({ text, ...input }))),
  } satisfies Module;
});

vi.resetModules();
const { simulate } = await import('./simulate.ts');
afterAll(() => {
  vi.doUnmock('../../src/factors/scrypt.ts');
  vi.resetModules();
});

interface Amount {
  /** Seeds for each policy. */
  readonly seeds: number;
  /** How many choices a seed has: about three for each step. */
  readonly choices: number;
  /** The full amount is what so much time gives. */
  readonly minutes?: number;
}

const AMOUNTS: Readonly<Record<Tier, Amount>> = {
  quick: { seeds: 50, choices: 200 },
  test: { seeds: 1000, choices: 200 },
  soak: { seeds: 1_000_000, choices: 500, minutes: 15 },
};

/** What must have happened, or the invariants held for nothing. */
const REACHED = [
  'signs in with the app: complete',
  'signs in with a backup code: complete',
  'signs in with a sent code: complete',
  'types a used code: code-used',
  'signs in with a used backup code: code-used',
  'guesses: locked',
  'guesses: suspended',
  'types a wrong backup code: rejected',
  'sets up an app at once: active',
  'steps up: complete',
  'steps up and removes a factor: removed',
  'makes new backup codes: regenerated',
  'recovers: active',
  'stops the recovery: cancelled',
  'forgets the browsers: revoked',
  'changes the password: noted',
  'has the account erased: erased',
  'is sealed again: done',
  'server crashes',
  'server is cut off',
  'clock steps',
  'keys change',
  'an error',
] as const;

const HOUR_MS = 3_600_000;
const NAME = 'every invariant holds in every order of faults';

/** `FACTORKIT_REPLAY=<seed>:<path>` plays the run that a failure named, and looks for a shorter one. */
const [seed, path] = process.env.FACTORKIT_REPLAY?.split(/:(.*)/) ?? [];
const replay = path === undefined ? undefined : { seed: Number(seed), path };

test(NAME, { timeout: 2 * HOUR_MS }, async () => {
  const amount = AMOUNTS[tier];
  const numbers = fc.array(fc.nat(0xffff), { minLength: amount.choices, maxLength: amount.choices });
  const tally: Record<string, number> = {};
  const count = (what: string, times = 1): void => {
    tally[what] = (tally[what] ?? 0) + times;
  };
  for (const policy of policies) {
    const property = fc.asyncProperty(numbers, async (drawn) => {
      const run = await simulate(createChoices(drawn), policy);
      count('seeds');
      count('steps', run.steps);
      for (const [what, times] of Object.entries(run.tally)) count(what, times);
    });
    await fc.assert(property, {
      ...(replay ?? { ...propertySeed, endOnFailure: true }),
      numRuns: amount.seeds,
      ...(amount.minutes === undefined ? {} : { interruptAfterTimeLimit: amount.minutes * 60_000 }),
    });
    // A failure could not be repeated if runs of one seed differed.
    for (const drawn of fc.sample(numbers, { ...propertySeed, numRuns: 5 })) {
      const [first, second] = [
        await simulate(createChoices(drawn), policy),
        await simulate(createChoices(drawn), policy),
      ];
      expect(second.log).toEqual(first.log);
    }
  }
  if (replay !== undefined) return;
  process.stdout.write(`${tally.seeds} seeds, ${tally.steps} steps\n`);
  for (const what of REACHED) process.stdout.write(`${what} ${tally[what] ?? 0}\n`);
  if (tier !== 'quick') expect(REACHED.filter((what) => tally[what] === undefined)).toEqual([]);
});
