import type {
  Mfa,
  RecoveryApproved,
  RecoveryCompleted,
  RecoveryRequested,
  RecoveryView,
} from '@factorkit/core';
import { authenticatorFromUri } from '@factorkit/testkit';
import { appSetup, challengeFor, type Person, type World } from './world.ts';

export const user = { accountName: 'anna' };
export const kim = { id: 'kim' };
export const lee = { id: 'lee' };

export function viewOf(requested: RecoveryRequested): RecoveryView {
  if (requested.kind !== 'requested') throw new Error(JSON.stringify(requested));
  return requested.request;
}

/** A user who lost the phone: the password is right, and the user asks for help. */
export async function lost(mfa: Mfa, via: 'support' | 'form' = 'support'): Promise<RecoveryView> {
  const { token } = await challengeFor(mfa, 'anna');
  return viewOf(await mfa.recovery.request({ token, via }));
}

export function approve(
  mfa: Mfa,
  requestId: string,
  staff: { readonly id: string } = kim,
  checks: readonly string[] = ['identity'],
): Promise<RecoveryApproved> {
  return mfa.recovery.approve({ userId: 'anna', user, requestId, staff, checks, note: 'called back' });
}

/** The part of the code that an approver tells. */
export async function codeOf(approved: Promise<RecoveryApproved>): Promise<string> {
  const answer = await approved;
  if (answer.kind !== 'approved' || answer.code === undefined) throw new Error(JSON.stringify(answer));
  return answer.code;
}

/** Signs in by password and types a recovery code. */
export async function complete(
  mfa: Mfa,
  code: string,
  via: 'support' | 'form' = 'support',
): Promise<RecoveryCompleted> {
  const { token } = await challengeFor(mfa, 'anna');
  return mfa.recovery.complete({ token, via, code });
}

/** The token that lets enrol and nothing else. */
export function enrolToken(completed: RecoveryCompleted): string {
  if (completed.kind !== 'completed' || completed.next.kind !== 'enrol')
    throw new Error(JSON.stringify(completed));
  return completed.next.token;
}

/** The whole way with one approver, up to the set-up. */
export async function recovered({ mfa }: World, checks?: readonly string[]): Promise<string> {
  const code = await codeOf(approve(mfa, (await lost(mfa)).id, kim, checks));
  return enrolToken(await complete(mfa, code));
}

/** Sets a new app up where nothing else is allowed. */
export async function newPhone(world: World, token: string): Promise<{ person: Person; kind: string }> {
  const caller = { token };
  const begun = await world.mfa.beginEnrolment({ caller, method: 'totp', label: 'New phone' });
  const { factorId, setup } = appSetup(begun);
  const phone = authenticatorFromUri(setup.uri);
  const response = phone.code(world.clock.now());
  const confirmed = await world.mfa.confirmEnrolment({ caller, factorId, response });
  let kind = confirmed.kind === 'active' ? confirmed.next.kind : confirmed.kind;
  if (confirmed.kind === 'acknowledge') {
    const acknowledged = await world.mfa.acknowledgeBackupCodes({ caller, factorId });
    if (acknowledged.kind === 'acknowledged') kind = acknowledged.next.kind;
  } else if (confirmed.kind !== 'active') throw new Error(JSON.stringify(confirmed));
  world.clock.advance(30_000);
  const backupCodes = confirmed.backupCodes ?? [];
  return { person: { userId: 'anna', phone, factorId, secret: setup.secret, backupCodes }, kind };
}
