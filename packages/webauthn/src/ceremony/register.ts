import type { Check, CheckResult } from '@factorkit/core';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import type { Settings } from '../options.ts';
import { invalid, type Refusal } from '../refusal.ts';
import { isAttested } from '../response/attested.ts';
import { troubleWithAuthenticatorData, userVerificationOf } from '../response/authenticator-data.ts';
import { troubleWithClientData } from '../response/client-data.ts';
import { type Credential, dataOf, type PendingCredential } from '../response/credential.ts';
import { type AttestedCredential, type Registration, readRegistration } from '../response/read-response.ts';
import { traitsOf } from '../response/traits.ts';
import { type Algorithm, algorithmOf, coseIdOf } from '../signature/algorithms.ts';
import { isSelfAttestation, troubleWithAttestation } from '../signature/attestation.ts';
import { isSignedBy } from '../signature/signature.ts';

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
  const trouble = await troubleWithMake(settings, { registration, made, algorithm, challenge });
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
  readonly made: AttestedCredential;
  readonly algorithm: Algorithm;
  readonly challenge: string;
}

async function troubleWithMake(
  settings: Settings,
  { registration, made, algorithm, challenge }: Made,
): Promise<Refusal | undefined> {
  const { format, statement } = registration;
  const trouble = await troubleWithAttestation(registration, settings.attestation);
  if (trouble) return trouble;
  // WebAuthn L3 §8.2: for self attestation the algorithm is the credential's own.
  if (isSelfAttestation(format, statement) && statement.get('alg') !== coseIdOf(algorithm))
    return 'attestation';
  return (await verifies(settings, { registration, made, challenge })) ? undefined : 'attestation';
}

/**
 * Self attestation is verified with the new key. A statement with certificates is verified by the library where one was
 * asked for; otherwise it is passed over, as the browser should have done (WebAuthn L3 §5.1.3 step 22): nobody would act
 * on it, and reading it is work for strangers.
 */
function verifies(
  settings: Settings,
  { registration, made, challenge }: Pick<Made, 'registration' | 'made' | 'challenge'>,
): Promise<boolean> {
  const { format, statement, authenticatorData, clientDataJson } = registration;
  if (settings.attestation.policy === 'trusted') return isAttested(settings, { registration, challenge });
  if (format === 'none') return Promise.resolve(statement.size === 0);
  if (!isSelfAttestation(format, statement)) return Promise.resolve(true);
  const signature = statement.get('sig');
  if (!(signature instanceof Uint8Array)) return Promise.resolve(false);
  return isSignedBy(isoBase64URL.fromBuffer(made.publicKey), {
    authenticatorData: authenticatorData.bytes,
    clientDataJson,
    signature: signature.slice(),
  });
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
