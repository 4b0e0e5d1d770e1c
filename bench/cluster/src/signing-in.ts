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

/** How many servers get the same answer at once. */
const AT_ONCE = 3;

/** Begins a sign-in that can be answered; `undefined` where it cannot. */
async function beginWithApp(person: Person): Promise<(Begun & { readonly app: App }) | undefined> {
  const begun = await begin(person);
  if (typeof begun === 'string' || begun.apps.length === 0) return undefined;
  return { ...begun, app: person.chance.pick(begun.apps) };
}

/** The password and the right code. Whether it let in. */
export async function signIn(person: Person): Promise<boolean> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return false;
  const { answer } = await enterCode(person, { ...begun, step: await freshStep(person, begun.app) });
  return answer.kind === 'done';
}

/** A wrong code, and then the right one for the same challenge. */
export async function mistype(person: Person): Promise<void> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return;
  await enterCode(person, begun);
  await enterCode(person, { ...begun, step: await freshStep(person, begun.app) });
}

/** One challenge, one right code, several servers at once. */
export async function sendOnceTooOften(person: Person): Promise<void> {
  const begun = await beginWithApp(person);
  if (begun === undefined) return;
  const step = await freshStep(person, begun.app);
  await Promise.all(servers(person, AT_ONCE).map((server) => enterCode(person, { ...begun, step, server })));
}

/** Several sign-ins at once, all with the same right code: somebody looked over a shoulder. */
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

/** The last code once more, with a new challenge. */
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

/** One backup code at several servers at once, each with a sign-in of its own. */
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

/** Backup codes that nobody issued, at once, and then one that was. */
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
