import type { Check, CheckResult } from '@factorkit/core';
import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import { type Algorithm, algorithmOf, coseIdOf } from './algorithms.ts';
import { type AttestedCredential, type Registration, readRegistration } from './answer.ts';
import { isSelfAttestation, troubleWithAttestation, verifiablePart } from './attestation.ts';
import { troubleWithAuthenticatorData, userVerificationOf } from './authenticator-data.ts';
import { troubleWithClientData } from './client-data.ts';
import { type Credential, dataOf, type PendingCredential } from './credential.ts';
import type { Settings } from './options.ts';
import { invalid, type Refusal } from './refusal.ts';
import { traitsOf } from './traits.ts';

/** WebAuthn L3 §4: what is longer could not be kept by every relying party, so no authenticator makes it. */
const LONGEST_ID = 1023;

/** Judges the answer that makes a credential: WebAuthn L3 §7.1. */
export async function register(
  settings: Settings,
  { challenge, userHandle }: PendingCredential,
  { response, rule, ...place }: Omit<Check, 'binding'>,
): Promise<CheckResult> {
  const registration = readRegistration(response);
  if (registration === undefined) return { kind: 'malformed' };
  const userVerification = userVerificationOf(rule);
  const { clientData, authenticatorData } = registration;
  const early =
    troubleWithClientData(clientData, { type: 'webauthn.create', challenge, settings }) ??
    (await troubleWithAuthenticatorData(authenticatorData, { rpId: settings.rpId, userVerification }));
  if (early) return invalid(early);
  const made = authenticatorData.credential;
  if (made === undefined || made.id !== registration.id) return invalid('credential');
  if (made.idBytes > LONGEST_ID) return invalid('credential-id');
  const algorithm = algorithmOf(made.publicKey);
  if (algorithm === undefined || !settings.algorithms.includes(algorithm)) return invalid('algorithm');
  const trouble = await troubleWithMake(settings, { registration, algorithm, challenge });
  if (trouble) return invalid(trouble);
  const credential = credentialOf({ registration, made, algorithm, userHandle });
  return {
    kind: 'match',
    data: dataOf(credential, place),
    traits: traitsOf(credential, authenticatorData.userVerified),
  };
}

interface Made {
  readonly registration: Registration;
  readonly algorithm: Algorithm;
  readonly challenge: string;
}

async function troubleWithMake(
  settings: Settings,
  { registration, algorithm, challenge }: Made,
): Promise<Refusal | undefined> {
  const { format, statement } = registration;
  const trouble = await troubleWithAttestation(registration, settings.attestation);
  if (trouble) return trouble;
  // WebAuthn L3 §8.2: for self attestation the algorithm is the credential's own.
  if (isSelfAttestation(format, statement) && statement.get('alg') !== coseIdOf(algorithm))
    return 'attestation';
  return (await verifies(settings, { registration, challenge })) ? undefined : 'attestation';
}

async function verifies(
  { rpId, origins, algorithms, attestation }: Settings,
  { registration, challenge }: Pick<Made, 'registration' | 'challenge'>,
): Promise<boolean> {
  try {
    const { verified } = await verifyRegistrationResponse({
      response: {
        id: registration.id,
        rawId: registration.id,
        type: 'public-key',
        response: {
          clientDataJSON: registration.clientDataJson,
          attestationObject: verifiablePart(registration, attestation),
        },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: rpId,
      // Decided before this, by the same rule as the question.
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms.map(coseIdOf),
    });
    return verified;
  } catch {
    // Its messages quote what was sent.
    return false;
  }
}

interface Proven {
  readonly registration: Registration;
  readonly made: AttestedCredential;
  readonly algorithm: Algorithm;
  readonly userHandle: string;
}

function credentialOf({ registration, made, algorithm, userHandle }: Proven): Credential {
  const { signCount, userVerified, backupEligible, backedUp } = registration.authenticatorData;
  return {
    kind: 'credential',
    id: made.id,
    publicKey: isoBase64URL.fromBuffer(made.publicKey),
    algorithm,
    userHandle,
    aaguid: made.aaguid,
    transports: registration.transports,
    signCount,
    uvInitialized: userVerified,
    backupEligible,
    backedUp,
  };
}
