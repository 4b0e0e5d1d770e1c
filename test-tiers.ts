/**
 * How much the tests try. `quick` needs no build, no browser and no server process. `test` is what a change has to pass.
 * `soak` is the full dose. The scripts of package.json choose the tier by FACTORKIT_TESTS; it defaults to `test`.
 */
export type Tier = 'quick' | 'test' | 'soak';

export const tier: Tier = tierOf(process.env.FACTORKIT_TESTS);

interface Dose {
  /** Times the number of runs that a property names. */
  readonly propertyRuns: number;
  /** Scenarios of an attacker and an owner: how many in memory, and how many on SQLite. */
  readonly adversary: readonly [memory: number, sqlite: number];
  /** Random requests to the HTTP handler: how many accounts, and how many requests to each. */
  readonly fuzz: { readonly seeds: number; readonly requests: number };
  /** People who sign in at the same moment over a database, and how often each does. */
  readonly crowd: { readonly people: number; readonly rounds: number };
  /** The cost of hashing backup codes, as the exponent of scrypt's N. 14 is what the code itself uses. */
  readonly scryptCost: number;
}

const doses: Readonly<Record<Tier, Dose>> = {
  quick: {
    propertyRuns: 0.1,
    adversary: [5, 2],
    fuzz: { seeds: 1, requests: 200 },
    crowd: { people: 10, rounds: 1 },
    scryptCost: 4,
  },
  test: {
    propertyRuns: 0.5,
    adversary: [320, 40],
    fuzz: { seeds: 2, requests: 1000 },
    crowd: { people: 20, rounds: 3 },
    scryptCost: 4,
  },
  soak: {
    propertyRuns: 10,
    adversary: [4600, 1100],
    fuzz: { seeds: 20, requests: 2500 },
    crowd: { people: 400, rounds: 10 },
    scryptCost: 14,
  },
};

export const dose: Dose = doses[tier];

/** How often a property runs in this tier. */
export function runs(usual: number): number {
  return Math.ceil(usual * dose.propertyRuns);
}

/** The same cases in each run, so that a change is judged by what it changes. The full dose draws others every time. */
export const propertySeed: { readonly seed?: number } = tier === 'soak' ? {} : { seed: 20_261_129 };

/** All of these in the full dose, else the first: for variants of which each shows nearly the same. */
export function inFull<Each>(variants: readonly Each[]): readonly Each[] {
  return tier === 'soak' ? variants : variants.slice(0, 1);
}

function tierOf(name: string | undefined): Tier {
  if (name === undefined || name === '') return 'test';
  if (name === 'quick' || name === 'test' || name === 'soak') return name;
  throw new Error(`FACTORKIT_TESTS is quick, test or soak, not ${name}`);
}
