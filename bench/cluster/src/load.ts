import type { Asking } from './asking.ts';
import { look, type Person } from './person.ts';
import { addApp, removeApp, renewCodes, setUp } from './settings.ts';
import {
  guess,
  guessBackupCodes,
  guessBesideTheOwner,
  mistype,
  replay,
  sameBackupCodeEverywhere,
  sameCodeEverywhere,
  sendOnceTooOften,
  signIn,
} from './signing-in.ts';

/** The scenarios of a user, with their relative weights. */
const scenarios: readonly (readonly [weight: number, scenario: (person: Person) => Promise<unknown>])[] = [
  [6, signIn],
  [3, mistype],
  [5, sendOnceTooOften],
  [5, sameCodeEverywhere],
  [2, replay],
  [2, guess],
  [3, guessBesideTheOwner],
  [3, sameBackupCodeEverywhere],
  [1, guessBackupCodes],
  [5, addApp],
  [4, removeApp],
  [1, renewCodes],
  [2, look],
];

/** The first scenarios, one list for each third of the users, so that a short run covers everything too. */
const atFirst: readonly (readonly ((person: Person) => Promise<unknown>)[])[] = [
  [addApp, removeApp, renewCodes, sameBackupCodeEverywhere],
  [sendOnceTooOften, sameBackupCodeEverywhere, sameCodeEverywhere, guess],
  [mistype, sameCodeEverywhere, sendOnceTooOften, guess],
];

const all = scenarios.flatMap(([weight, scenario]) => Array.from({ length: weight }, () => scenario));

/** How long a user waits after an error before trying again, in milliseconds. */
const BREATH_MS = 100;

export interface Load {
  readonly people: readonly Person[];
  readonly asking: Asking;
  /** Called after each scenario: whether to stop. Scenarios with an error do not count. */
  readonly enough: (scenarios: number) => boolean;
}

export interface Loaded {
  /** Scenarios that ended without an error. */
  readonly scenarios: number;
}

/** Runs all users at once, each with one scenario after the other, until it is enough. */
export async function runLoad({ people, enough }: Load): Promise<Loaded> {
  let done = 0;
  const live = async (person: Person, index: number): Promise<void> => {
    let turn = 0;
    while (!enough(done)) {
      const before = person.troubles;
      const first = person.enrolled ? atFirst[index % atFirst.length]?.[turn++] : undefined;
      await (first ?? scenarioFor(person))(person);
      if (person.troubles === before) done += 1;
      else await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
    }
  };
  await Promise.all(people.map(live));
  return { scenarios: done };
}

function scenarioFor(person: Person): (person: Person) => Promise<unknown> {
  if (!person.enrolled) return setUp;
  // Without backup codes there is nothing to race with.
  if (person.codes.length === 0 && person.chance.below(6) === 0) return renewCodes;
  return person.chance.pick(all);
}
