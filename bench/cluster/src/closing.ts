import type { Ending } from './history.ts';
import { begin, enterCode, freshStep, look, type Person } from './person.ts';
import { SERVERS } from './servers.ts';

export interface Closing {
  readonly endings: readonly Ending[];
  readonly proven: ReadonlySet<string>;
}

/** Attempts with the right code of a factor: it may be locked, or the code may be late on a busy machine. */
const TRIES = 12;

/** After all requests have ended: enters a right code of every app, and reads the view of every server. */
export async function closeAccounts(people: readonly Person[]): Promise<Closing> {
  const proven = new Set<string>();
  await Promise.all(people.map((person) => proveAll(person, proven)));
  const endings = await Promise.all(
    people.flatMap((person) => Array.from({ length: SERVERS }, (_, server) => endingOf(person, server))),
  );
  return { endings: endings.flatMap((ending) => ending ?? []), proven };
}

async function proveAll(person: Person, proven: Set<string>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const begun = await begin(person);
    if (typeof begun === 'string') continue;
    const app = begun.apps.find(({ factorId }) => !proven.has(factorId));
    if (app === undefined) return;
    const { answer } = await enterCode(person, {
      token: begun.token,
      app,
      step: await freshStep(person, app),
    });
    if (answer.kind === 'done') {
      proven.add(app.factorId);
      tries = 0;
    } else if (answer.kind === 'locked') {
      await until(person, answer.retryAt);
    }
  }
}

async function until({ clock }: Person, time: number): Promise<void> {
  while (clock() < time) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function endingOf(person: Person, server: number): Promise<Ending | undefined> {
  const { answer } = await look(person, server);
  if (answer.kind !== 'done') return undefined;
  return { userId: person.userId, server, factors: answer.factors ?? [], codesLeft: answer.codesLeft };
}
