import type { Reply } from './asking.ts';
import {
  type App,
  anyServer,
  type Begun,
  begin,
  enterBackupCode,
  enterCode,
  freshStep,
  type Person,
  servers,
} from './person.ts';

/** The number of servers that get the same answer at once. */
const AT_ONCE = 3;

/** Starts a sign-in that an app can complete. `undefined` if there is none. */
async function beginWithApp(person: Person): Promise<(Begun & { readonly app: App }) | undefined> {
  const begun = await begin(person);
  if (typeof begun === 'string' || begun.apps.length === 0) return undefined;
  return { ...begun, app: person.chance.pick(begun.apps) };
}

/** Enters the password and the right code. Returns whether the sign-in was complete. */
export async function signIn(person: Person): Promise<boolean> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return false;
  const { answer } = await enterCode(person, { ...begun, step: await freshStep(person, begun.app) });
  return answer.kind === 'done';
}

/** Enters a wrong code, and then the right one for the same challenge. */
export async function mistype(person: Person): Promise<void> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return;
  await enterCode(person, begun);
  await enterCode(person, { ...begun, step: await freshStep(person, begun.app) });
}

/** Sends one right code for one challenge to several servers at once. */
export async function sendOnceTooOften(person: Person): Promise<void> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return;
  const step = await freshStep(person, begun.app);
  await Promise.all(servers(person, AT_ONCE).map((server) => enterCode(person, { ...begun, step, server })));
}

/** Several sign-ins at once with the same right code, as after shoulder surfing. */
export async function sameCodeEverywhere(person: Person): Promise<void> {
  const begun = (await Promise.all(Array.from({ length: AT_ONCE }, () => beginWithApp(person)))).flatMap(
    (one) => one ?? [],
  );
  const [first] = begun;
  if (first === undefined) return;
  const step = await freshStep(person, first.app);
  const order = servers(person, begun.length);
  await Promise.all(
    begun.map(({ token }, index) =>
      enterCode(person, { token, app: first.app, step, server: order[index] ?? 0 }),
    ),
  );
}

/** Sends the last code again, with a new challenge. */
export async function replay(person: Person): Promise<void> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return;
  const step = await freshStep(person, begun.app);
  await enterCode(person, { ...begun, step });
  const again = await begin(person);
  if (typeof again !== 'string') await enterCode(person, { token: again.token, app: begun.app, step });
}

/** Many wrong codes at once: with one challenge, at every server. */
export async function guess(person: Person): Promise<void> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return;
  await Promise.all(servers(person, 8).map((server) => enterCode(person, { ...begun, server })));
}

/** Wrong codes and the right one at once. */
export async function guessBesideTheOwner(person: Person): Promise<void> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return;
  const step = await freshStep(person, begun.app);
  const wrong = servers(person, 4).map((server) => enterCode(person, { ...begun, server }));
  await Promise.all([...wrong, enterCode(person, { ...begun, step, server: anyServer(person) })]);
}

/** One backup code at several servers at once, each in a separate sign-in. */
export async function sameBackupCodeEverywhere(person: Person): Promise<void> {
  const code = person.codes.shift();
  if (code === undefined) return;
  const begun = (await Promise.all(Array.from({ length: AT_ONCE }, () => begin(person)))).filter(
    (one) => typeof one !== 'string',
  );
  const order = servers(person, begun.length);
  await Promise.all(
    begun.map(({ token }, index) =>
      enterBackupCode(person, { token, code, issued: true, server: order[index] ?? 0 }),
    ),
  );
}

/** Several invalid backup codes at once, and then a valid one. */
export async function guessBackupCodes(person: Person): Promise<void> {
  const begun = await begin(person);
  if (typeof begun === 'string') return;
  const { token } = begun;
  const wrong = (): Promise<Reply> => {
    const code = Array.from({ length: 16 }, () =>
      person.chance.pick([...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']),
    ).join('');
    return enterBackupCode(person, { token, code, issued: false });
  };
  await Promise.all(Array.from({ length: 6 }, wrong));
  const code = person.codes.shift();
  if (code !== undefined) await enterBackupCode(person, { token, code, issued: true });
}
