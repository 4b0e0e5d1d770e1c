import type { Caller, Enrolment, EnrolmentConfirmed, Method, Mfa, User } from '@factorkit/core';
import { authenticatorFromUri } from './authenticator.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Mailbox } from './mailbox.ts';
import { refuseInProduction } from './production.ts';
import type { SoftwareAuthenticator } from './webauthn/software-authenticator.ts';

/** An active factor, which a test may begin with. @inline */
export type EnrolledFactor = {
  readonly factorId: string;
  /** Those that came with it, where the policy gives some. They are acknowledged. */
  readonly backupCodes: readonly string[];
};

/** An active authenticator app, and the phone that it is on. */
export interface EnrolledApp extends EnrolledFactor {
  /** What the phone shows now, by the clock. Each works once: the next comes when the clock has moved on. */
  code(): string;
  /** The body for `POST challenge/verify`, with that code. */
  answer(): { readonly factorId: string; readonly response: string };
}

/** Whose factor it is. @inline */
export type EnrolFor = {
  readonly mfa: Mfa;
  readonly userId: string;
  /** @defaultValue `{ accountName: userId }` */
  readonly user?: User;
};

/**
 * Gives a user an authenticator app, as if a password had just been right. It goes the way that users go, through the
 * engine and its policy, and moves the clock on to the app's next code: the one that confirmed is spent.
 *
 * @throws Error where the policy does not let this user set one up with the password alone, saying what it answered; and
 * where `NODE_ENV` is neither `test` nor `development`: no password was asked for.
 * @example
 * ```ts
 * import type { Mfa } from '@factorkit/core';
 * import { enrolApp, type FakeClock } from '@factorkit/testkit';
 *
 * export async function codeOfAnna(mfa: Mfa, clock: FakeClock): Promise<string> {
 *   const app = await enrolApp({ mfa, clock, userId: 'anna' });
 *   return app.code();
 * }
 * ```
 */
export async function enrolApp(input: EnrolFor & { readonly clock: FakeClock }): Promise<EnrolledApp> {
  const { mfa, clock } = input;
  const { caller, enrolment } = await begin(input, 'totp');
  const { factorId, setup } = enrolment;
  if (setup.kind !== 'totp') throw unexpected('an authenticator app', setup.kind);
  const phone = authenticatorFromUri(setup.uri);
  const code = (): string => phone.code(clock.now());
  const enrolled = await confirm(mfa, { caller, factorId, response: code() });
  clock.advance(setup.periodSeconds * 1000);
  return { ...enrolled, code, answer: () => ({ factorId, response: code() }) };
}

/**
 * Gives a user codes by mail or text message, to the first contact of that kind. The mailbox holds the first code
 * afterwards, and the clock stands where the next may be sent.
 *
 * @throws Error as {@link enrolApp} does; and where no code came into the mailbox.
 */
export async function enrolCode(
  input: EnrolFor & {
    readonly method: 'email' | 'sms';
    readonly mailbox: Mailbox;
    readonly clock: FakeClock;
  },
): Promise<EnrolledFactor> {
  const { mfa, method, mailbox, clock } = input;
  const before = mailbox.messages().at(-1);
  const { caller, enrolment } = await begin(input, method);
  const { factorId, code } = enrolment;
  if (code?.kind !== 'sent') throw unexpected('a code that is sent', code?.kind ?? 'none');
  const message = mailbox.messages().at(-1);
  if (message === before || message?.code === undefined) {
    throw new Error('the code is not in the mailbox: does the portal deliver by another adapter?');
  }
  const enrolled = await confirm(mfa, { caller, factorId, response: message.code });
  clock.set(Math.max(clock.now(), code.resendAt));
  return enrolled;
}

/**
 * Gives a user a security key.
 *
 * @throws Error as {@link enrolApp} does; and what the authenticator refuses, such as the domain of another site.
 */
export async function enrolKey(
  input: EnrolFor & { readonly key: SoftwareAuthenticator },
): Promise<EnrolledFactor> {
  const { mfa, key } = input;
  const { caller, enrolment } = await begin(input, 'webauthn');
  const { factorId, setup } = enrolment;
  if (setup.kind !== 'webauthn') throw unexpected('a security key', setup.kind);
  return confirm(mfa, { caller, factorId, response: await key.create(setup.options) });
}

async function begin(
  { mfa, userId, user = { accountName: userId } }: EnrolFor,
  method: Method,
): Promise<{ readonly caller: Caller; readonly enrolment: Enrolment }> {
  refuseInProduction('an enrolment without a password is for tests');
  const signIn = await mfa.beginSignIn({ userId, user, firstFactor: { method: 'password' } });
  const caller = ((): Caller => {
    if (signIn.kind === 'complete') return { userId, user, assurance: signIn.assurance };
    if (signIn.kind === 'enrol') return { token: signIn.token };
    throw unexpected('a user without a factor', signIn.kind);
  })();
  const begun = await mfa.beginEnrolment({ caller, method });
  if (begun.kind !== 'begun') throw unexpected('a set-up', begun.kind);
  return { caller, enrolment: begun.enrolment };
}

async function confirm(
  mfa: Mfa,
  input: { readonly caller: Caller; readonly factorId: string; readonly response: unknown },
): Promise<EnrolledFactor> {
  const { caller, factorId } = input;
  const confirmed: EnrolmentConfirmed = await mfa.confirmEnrolment(input);
  if (confirmed.kind === 'active') return { factorId, backupCodes: confirmed.backupCodes ?? [] };
  if (confirmed.kind !== 'acknowledge') throw unexpected('an active factor', confirmed.kind);
  const { backupCodes } = confirmed;
  const acknowledged = await mfa.acknowledgeBackupCodes({ caller, factorId });
  if (acknowledged.kind !== 'acknowledged') throw unexpected('active codes', acknowledged.kind);
  return { factorId, backupCodes };
}

function unexpected(wanted: string, got: string): Error {
  return new Error(`this needs ${wanted}, and the portal's policy answered: ${got}`);
}
