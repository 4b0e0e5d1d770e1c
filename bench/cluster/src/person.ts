import type { Clock } from '@factorkit/core';
import { type Authenticator, authenticatorFromUri } from '@factorkit/testkit';
import { fieldsOf, text } from './answers.ts';
import type { Asking, Reply } from './asking.ts';
import type { Chance } from './chance.ts';
import { STEP_MS, stepAt } from './clock.ts';
import type { Act } from './history.ts';
import { SERVERS } from './servers.ts';

/** An app on the user's phone. */
export interface App {
  readonly factorId: string;
  readonly phone: Authenticator;
  /** The last step whose code was sent. */
  sent: number;
}

/** A user of the portal, with their apps, backup codes and session. */
export interface Person {
  readonly userId: string;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly asking: Asking;
  /** Apps that are or may be active, as far as the user knows. */
  readonly apps: Map<string, App>;
  /** Backup codes that were not sent yet. */
  codes: string[];
  session: string | undefined;
  /** Whether the last sign-in asked for an app. */
  enrolled: boolean;
  /** Requests that failed, or had no answer. */
  troubles: number;
}

export function newPerson(
  userId: string,
  { chance, clock, asking }: Pick<Person, 'chance' | 'clock' | 'asking'>,
): Person {
  return {
    userId,
    chance,
    clock,
    asking,
    apps: new Map(),
    codes: [],
    session: undefined,
    enrolled: false,
    troubles: 0,
  };
}

export function anyServer({ chance }: Person): number {
  return chance.below(SERVERS);
}

/** So many servers, all different as long as there are enough. */
export function servers({ chance }: Person, count: number): readonly number[] {
  const order = chance.some([...Array(SERVERS).keys()], SERVERS);
  return Array.from({ length: count }, (_, index) => order[index % SERVERS] ?? 0);
}

interface Call {
  readonly act: Act;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly server?: number;
}

export async function call(
  person: Person,
  { act, method = 'POST', path, body = {}, server }: Call,
): Promise<Reply> {
  const { userId, session, asking } = person;
  const reply = await asking.ask({
    ...{ userId, act, method, path, body, session },
    server: server ?? anyServer(person),
  });
  if (reply.session) person.session = reply.session;
  if (isTrouble(reply)) person.troubles += 1;
  return reply;
}

function isTrouble({ answer: { kind } }: Reply): boolean {
  return kind === 'failed' || kind === 'broken' || kind === 'unreached';
}

/** A challenge in progress, and the factors that can answer it. */
export interface Begun {
  readonly token: string;
  readonly apps: readonly App[];
}

/** Enters the password. `complete` if nothing is enrolled; `failed` if there was no usable answer. */
export async function begin(person: Person): Promise<Begun | 'complete' | 'failed'> {
  const reply = await call(person, {
    act: { kind: 'begin' },
    path: '/login',
    body: { userId: person.userId },
  });
  const { answer, body } = reply;
  if (answer.kind !== 'done') return 'failed';
  person.enrolled = answer.outcome !== 'complete';
  if (!person.enrolled) return 'complete';
  const token = text(body.token);
  if (token === undefined) return 'failed';
  return { token, apps: (answer.factors ?? []).flatMap((id) => person.apps.get(id) ?? []) };
}

/** A step whose code was not sent yet and that is accepted now. Waits for one if necessary. */
export async function freshStep({ clock }: Person, app: App): Promise<number> {
  for (;;) {
    const step = Math.max(stepAt(clock()), app.sent + 1);
    if (step <= stepAt(clock()) + 1) {
      app.sent = step;
      return step;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function codeOf({ phone }: App, step: number): string {
  return phone.code(step * STEP_MS);
}

/** The number of steps around now in which a wrong code is wrong, even if it is verified much later than sent. */
const WRONG_FOR = 60;

function wrongCode({ clock, chance }: Person, app: App): string {
  const now = stepAt(clock());
  const right = new Set(
    Array.from({ length: 2 * WRONG_FOR }, (_, index) => codeOf(app, now - WRONG_FOR + index)),
  );
  for (;;) {
    const code = String(chance.below(1_000_000)).padStart(6, '0');
    if (!right.has(code)) return code;
  }
}

export interface Entry {
  readonly token: string;
  readonly app: App;
  /** The step of the code. Without it, a wrong code is sent. */
  readonly step?: number | undefined;
  readonly server?: number;
}

/** Answers a challenge with a code. */
export function enterCode(person: Person, { token, app, step, server }: Entry): Promise<Reply> {
  const { factorId } = app;
  return call(person, {
    act: { kind: 'code', factorId, step, challenge: token },
    path: '/mfa/challenge/verify',
    body: { token, factorId, response: step === undefined ? wrongCode(person, app) : codeOf(app, step) },
    ...(server === undefined ? {} : { server }),
  });
}

/** Answers a challenge with a backup code. */
export function enterBackupCode(
  person: Person,
  {
    token,
    code,
    issued,
    server,
  }: { readonly token: string; readonly code: string; readonly issued: boolean; readonly server?: number },
): Promise<Reply> {
  return call(person, {
    act: { kind: 'backup-code', code, issued, challenge: token },
    path: '/mfa/challenge/recover',
    body: { token, code },
    ...(server === undefined ? {} : { server }),
  });
}

/** The app after scanning an enrolment. */
export function appOf({ answer, body }: Reply): App | undefined {
  const uri = text(fieldsOf(fieldsOf(body.enrolment)?.setup)?.uri);
  if (answer.kind !== 'done' || answer.factorId === undefined || uri === undefined) return undefined;
  return { factorId: answer.factorId, phone: authenticatorFromUri(uri), sent: 0 };
}

/** Enters a code for an enrolment. Without a step, a wrong one. */
export function confirm(
  person: Person,
  {
    app,
    step,
    replaces,
    server,
  }: {
    readonly app: App;
    readonly step?: number | undefined;
    readonly replaces?: string | undefined;
    readonly server?: number;
  },
): Promise<Reply> {
  const { factorId } = app;
  return call(person, {
    act: { kind: 'confirm', factorId, step, replaces },
    path: `/mfa/factors/${factorId}/confirm`,
    body: { response: step === undefined ? wrongCode(person, app) : codeOf(app, step) },
    ...(server === undefined ? {} : { server }),
  });
}

/** Agrees to the codes of a set-up, or without one to a new set. */
export function acknowledge(person: Person, app?: App): Promise<Reply> {
  return call(person, {
    act: { kind: 'acknowledge' },
    path: '/mfa/backup-codes/acknowledge',
    ...(app && { body: { factorId: app.factorId } }),
  });
}

/** Reads the settings page: which apps are active. */
export async function look(person: Person, server?: number): Promise<Reply> {
  return call(person, {
    ...{ act: { kind: 'view' }, method: 'GET', path: '/mfa/account' },
    ...(server === undefined ? {} : { server }),
  });
}
