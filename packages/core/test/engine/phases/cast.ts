import type { Complete, Method, SignedIn } from '@factorkit/core';
import { type Authenticator, authenticatorFromUri } from '@factorkit/testkit';
import { appSetup, challengeFor, passwordSession, sessionOf } from '../world.ts';
import type { Stage } from './stage.ts';

export const DAY = 86_400_000;
const MINUTE = 60_000;

/** A user with a factor, and the session that enrolled it. */
export interface Cast {
  readonly caller: SignedIn;
  readonly factorId: string;
}

export interface AppCast extends Cast {
  readonly phone: Authenticator;
}

/** A set-up that waits for its proof. */
export async function begun(
  { mfa }: Stage,
  caller: SignedIn,
  method: Method,
  replaces?: string,
): Promise<{ readonly factorId: string; readonly uri: string }> {
  const result = await mfa.beginEnrolment({ caller, method, ...(replaces ? { replaces } : {}) });
  if (result.kind !== 'begun') throw new Error(JSON.stringify(result));
  const { factorId, setup } = result.enrolment;
  return { factorId, uri: setup.kind === 'totp' ? appSetup(result).setup.uri : '' };
}

async function confirmed(
  stage: Stage,
  caller: SignedIn,
  { factorId, response }: { readonly factorId: string; readonly response: unknown },
): Promise<Cast> {
  const result = await stage.mfa.confirmEnrolment({ caller, factorId, response });
  if (result.kind !== 'active' || result.next.kind !== 'complete') throw new Error(JSON.stringify(result));
  stage.clock.advance(MINUTE);
  return { caller: sessionOf(caller.userId, result.next.assurance), factorId };
}

export async function enrolApp(stage: Stage): Promise<AppCast> {
  const caller = await passwordSession(stage.mfa, 'anna');
  const { factorId, uri } = await begun(stage, caller, 'totp');
  const phone = authenticatorFromUri(uri);
  const response = phone.code(stage.clock.now());
  return { ...(await confirmed(stage, caller, { factorId, response })), phone };
}

/** A session of a user whose first set-up, of a mailbox, waits for its code. */
export async function mailCaller(stage: Stage): Promise<Cast> {
  const caller = await passwordSession(stage.mfa, 'anna');
  return { caller, factorId: (await begun(stage, caller, 'email')).factorId };
}

export async function enrolMail(stage: Stage): Promise<Cast> {
  const { caller, factorId } = await mailCaller(stage);
  return confirmed(stage, caller, { factorId, response: stage.codes.at(-1) });
}

/** Somebody with a key. */
export async function enrolKey(stage: Stage, userId = 'anna', session?: SignedIn): Promise<Cast> {
  const caller = session ?? (await passwordSession(stage.mfa, userId));
  const { factorId } = await begun(stage, caller, 'x-key');
  const response = userId === 'anna' ? 'credential-1' : `credential-of-${userId}`;
  return confirmed(stage, caller, { factorId, response });
}

/** Anna with an app and backup codes. */
export async function withCodes(
  stage: Stage,
): Promise<AppCast & { readonly backupCodes: readonly string[] }> {
  const anna = await enrolApp(stage);
  const result = await stage.mfa.regenerateBackupCodes({ caller: anna.caller });
  if (result.kind !== 'regenerated') throw new Error(JSON.stringify(result));
  return { ...anna, backupCodes: result.backupCodes };
}

/** A challenge for which a code was sent. */
export async function sentChallenge(
  stage: Stage,
  factorId: string,
): Promise<{ readonly token: string; readonly response: string }> {
  const { token } = await challengeFor(stage.mfa, 'anna');
  const sent = await stage.mfa.sendCode({ token, factorId });
  if (sent.kind !== 'sent') throw new Error(JSON.stringify(sent));
  return { token, response: stage.codes.at(-1) ?? '' };
}

/** A sign-in by app, in a browser that is trusted from then on. */
export async function trusted(
  stage: Stage,
  { factorId, phone }: AppCast,
): Promise<{ readonly caller: SignedIn; readonly trustedDevice: string }> {
  const { token } = await challengeFor(stage.mfa, 'anna');
  const verdict = await stage.mfa.verify({
    token,
    factorId,
    response: phone.code(stage.clock.now()),
    trustDevice: { name: 'Firefox' },
  });
  if (verdict.kind !== 'complete') throw new Error(JSON.stringify(verdict));
  stage.clock.advance(MINUTE);
  const { assurance, trustedDevice }: Complete = verdict;
  return { caller: sessionOf('anna', assurance), trustedDevice: trustedDevice?.token ?? '' };
}

/** As many wrong codes as lock the factor. */
export async function wrongGuesses(stage: Stage, anna: AppCast): Promise<AppCast> {
  for (let guess = 0; guess < 5; guess++) {
    const { token } = await challengeFor(stage.mfa, 'anna');
    const right = anna.phone.code(stage.clock.now());
    const response = right === '000000' ? '111111' : '000000';
    await stage.mfa.verify({ token, factorId: anna.factorId, response });
  }
  return anna;
}
