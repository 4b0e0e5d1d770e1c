import {
  type App,
  acknowledge,
  appOf,
  begin,
  call,
  confirm,
  freshStep,
  look,
  type Person,
  servers,
} from './person.ts';
import { signIn } from './signing-in.ts';

/** The maximum number of apps of a user of this bench. The policy allows one more. */
const APPS = 3;

/**
 * Enrols the first app, with its backup codes, as far as faults allow. Returns whether something is active afterwards.
 */
export async function setUp(person: Person): Promise<boolean> {
  const begun = await begin(person);
  // The last answer was missing, and the app is active after all.
  if (begun !== 'complete') return begun !== 'failed' && signIn(person);
  const app = await scan(person);
  if (app === undefined) return false;
  person.apps.set(app.factorId, app);
  await confirm(person, { app });
  const { answer } = await confirm(person, { app, step: await freshStep(person, app) });
  if (answer.kind !== 'done') return false;
  person.codes = [...(answer.codes ?? [])];
  const word = await acknowledge(person, app);
  return word.answer.kind === 'done';
}

/** Enrols another app, sometimes to replace one. Its right code goes to two servers at once. */
export async function addApp(person: Person): Promise<void> {
  if (!(await mayChange(person))) return;
  const known = [...person.apps.keys()];
  if (known.length === 0) return;
  const replaces =
    known.length >= APPS || person.chance.below(4) === 0 ? person.chance.pick(known) : undefined;
  const app = await scan(person, replaces);
  if (app === undefined) return;
  if (person.chance.below(3) === 0) await confirm(person, { app, replaces });
  const step = await freshStep(person, app);
  const replies = await Promise.all(
    servers(person, 2).map((server) => confirm(person, { app, step, replaces, server })),
  );
  // Active or unknown: the next sign-in shows.
  if (
    replies.some(
      ({ answer }) => answer.kind === 'done' || answer.kind === 'failed' || answer.kind === 'broken',
    )
  ) {
    person.apps.set(app.factorId, app);
  }
  if (replaces !== undefined && replies.some(({ answer }) => answer.kind === 'done'))
    person.apps.delete(replaces);
}

/** Removes an app, at two servers at once, but never the last one. */
export async function removeApp(person: Person): Promise<void> {
  if (!(await mayChange(person))) return;
  const page = await look(person);
  const factors = page.answer.kind === 'done' ? (page.answer.factors ?? []) : [];
  if (factors.length < 2) return;
  const factorId = person.chance.pick(factors);
  const replies = await Promise.all(
    servers(person, 2).map((server) =>
      call(person, {
        act: { kind: 'remove', factorId },
        method: 'DELETE',
        path: `/mfa/factors/${factorId}`,
        server,
      }),
    ),
  );
  if (replies.some(({ answer }) => answer.kind === 'done')) person.apps.delete(factorId);
}

/** Makes new backup codes: the ones before them become invalid. */
export async function renewCodes(person: Person): Promise<void> {
  if (!(await mayChange(person))) return;
  const { answer } = await call(person, { act: { kind: 'regenerate' }, path: '/mfa/backup-codes' });
  if (answer.kind !== 'done') return;
  person.codes = [...(answer.codes ?? [])];
  await acknowledge(person);
}

/** Makes sure that the session has proved an app, with a new sign-in if necessary. */
async function mayChange(person: Person): Promise<boolean> {
  return person.session !== undefined && person.chance.below(3) > 0 ? true : signIn(person);
}

async function scan(person: Person, replaces?: string): Promise<App | undefined> {
  const reply = await call(person, {
    act: { kind: 'enrol', replaces },
    path: '/mfa/factors',
    body: { method: 'totp', ...(replaces === undefined ? {} : { replaces }) },
  });
  return appOf(reply);
}
