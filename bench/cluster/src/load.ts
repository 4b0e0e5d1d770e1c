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

/** The scenes of a user, with their relative weights. */
const scenes: readonly (readonly [weight: number, scene: (person: Person) => Promise<unknown>])[] = [
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

/** The first scenes, one list for each third of the users, so that a short run covers everything too. */
const atFirst: readonly (readonly ((person: Person) => Promise<unknown>)[])[] = [
  [addApp, removeApp, renewCodes, sameBackupCodeEverywhere],
  [sendOnceTooOften, sameBackupCodeEverywhere, sameCodeEverywhere, guess],
  [mistype, sameCodeEverywhere, sendOnceTooOften, guess],
];

const all = scenes.flatMap(([weight, scene]) => Array.from({ length: weight }, () => scene));

/** How long a user waits after an error before trying again, in milliseconds. */
const BREATH_MS = 100;

export interface Load {
  readonly people: readonly Person[];
  readonly asking: Asking;
  /** Called after each scene: whether to stop. Scenes with an error do not count. */
  readonly enough: (scenes: number) => boolean;
}

export interface Loaded {
  /** Scenes that ended without an error. */
  readonly scenes: number;
}

/** Runs all users at once, each with one scene after the other, until it is enough. */
export async function runLoad({ people, enough }: Load): Promise<Loaded> {
  let done = 0;
  const live = async (person: Person, index: number): Promise<void> => {
    let turn = 0;
    while (!enough(done)) {
      const before = person.troubles;
      const first = person.enrolled ? atFirst[index % atFirst.length]?.[turn++] : undefined;
      await (first ?? sceneFor(person))(person);
      if (person.troubles === before) done += 1;
      else await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
    }
  };
  await Promise.all(people.map(live));
  return { scenes: done };
}

function sceneFor(person: Person): (person: Person) => Promise<unknown> {
  if (!person.enrolled) return setUp;
  // Without backup codes there is nothing to race with.
  if (person.codes.length === 0 && person.chance.below(6) === 0) return renewCodes;
  return person.chance.pick(all);
}
