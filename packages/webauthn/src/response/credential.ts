import { type FactorContext, type FactorData, MfaError } from '@factorkit/core';
import { type Algorithm, isAlgorithm } from '../signature/algorithms.ts';

/** What is stored between the options and the response of an enrolment. */
export interface PendingCredential {
  readonly kind: 'pending';
  readonly challenge: string;
  readonly userHandle: string;
}

/** The stored credential (WebAuthn L3 §4, credential record). */
export interface Credential {
  readonly kind: 'credential';
  /** base64url, like all bytes here. */
  readonly id: string;
  /** A COSE key. */
  readonly publicKey: string;
  readonly algorithm: Algorithm;
  readonly userHandle: string;
  readonly aaguid: string;
  readonly transports: readonly string[];
  readonly signCount: number;
  /** Whether the user was verified when it was created. */
  readonly uvInitialized: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
}

type Place = Pick<FactorContext, 'userId' | 'factorId' | 'keyed'>;

/** The credential as the account stores it, with a keyed hash over everything that must not change. */
export function dataOf(credential: Credential, place: Place): FactorData {
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    algorithm: credential.algorithm,
    userHandle: credential.userHandle,
    aaguid: credential.aaguid,
    transports: credential.transports.join(','),
    signCount: credential.signCount,
    uvInitialized: credential.uvInitialized,
    backupEligible: credential.backupEligible,
    backedUp: credential.backedUp,
    hash: place.keyed.of(fixedPartsOf(credential, place)),
  };
}

/**
 * NIST SP 800-63B-4 §3.1.6.2: a stored public key must be protected against changes. An attacker who can only write to
 * the database can neither replace it with their own key nor copy one from another account.
 *
 * @throws MfaError `seal-broken`.
 */
export function assertGenuine(data: FactorData, credential: Credential, place: Place): void {
  if (typeof data.hash === 'string' && place.keyed.matches(fixedPartsOf(credential, place), data.hash))
    return;
  throw new MfaError('seal-broken', 'a stored credential was altered or moved, or its key is missing');
}

/** @throws MfaError `account-unreadable` if this method did not store it. */
export function readData(data: FactorData): PendingCredential | Credential {
  return 'credentialId' in data ? readCredential(data) : readPending(data);
}

/** The credential, or `undefined` if the enrolment is not confirmed. */
export function credentialIn(data: FactorData): Credential | undefined {
  const read = readData(data);
  return read.kind === 'credential' ? read : undefined;
}

function readPending({ challenge, userHandle, ...unknown }: FactorData): PendingCredential {
  assertNoMembers(unknown);
  if (!isBase64url(challenge) || !isUserHandle(userHandle)) throw unreadable();
  return { kind: 'pending', challenge, userHandle };
}

function readCredential(data: FactorData): Credential {
  const {
    credentialId,
    publicKey,
    algorithm,
    userHandle,
    aaguid,
    transports,
    signCount,
    uvInitialized,
    backupEligible,
    backedUp,
    hash: _,
    ...unknown
  } = data;
  assertNoMembers(unknown);
  const known =
    isBase64url(credentialId) &&
    isBase64url(publicKey) &&
    isAlgorithm(algorithm) &&
    isUserHandle(userHandle) &&
    typeof aaguid === 'string' &&
    typeof transports === 'string' &&
    typeof signCount === 'number' &&
    typeof uvInitialized === 'boolean' &&
    typeof backupEligible === 'boolean' &&
    typeof backedUp === 'boolean';
  if (!known) throw unreadable();
  return {
    kind: 'credential',
    id: credentialId,
    publicKey,
    algorithm,
    userHandle,
    aaguid,
    transports: transports === '' ? [] : transports.split(','),
    signCount,
    uvInitialized,
    backupEligible,
    backedUp,
  };
}

function fixedPartsOf(credential: Credential, { userId, factorId }: Place): string {
  const { id, publicKey, algorithm, userHandle, aaguid, uvInitialized, backupEligible } = credential;
  return JSON.stringify([
    'webauthn-credential',
    userId,
    factorId,
    id,
    publicKey,
    algorithm,
    userHandle,
    aaguid,
    uvInitialized,
    backupEligible,
  ]);
}

function isBase64url(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]+$/.test(value);
}

/** WebAuthn L3 §5.4.3: 1 to 64 bytes. */
function isUserHandle(value: unknown): value is string {
  return isBase64url(value) && value.length <= 86;
}

/** Members that a newer version may have written would be lost with the next response. */
function assertNoMembers(unknown: FactorData): void {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw unreadable(` at data.${name}`);
}

function unreadable(place = ''): MfaError {
  return new MfaError('account-unreadable', `a stored webauthn factor cannot be read${place}`);
}
