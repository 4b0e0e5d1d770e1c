import type { Check, CheckResult } from '@factorkit/core';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import type { Settings } from '../options.ts';
import { invalid, type Refusal } from '../refusal.ts';
import { isAttested } from '../response/attested.ts';
import { authenticatorDataProblem, userVerificationOf } from '../response/authenticator-data.ts';
import { clientDataProblem } from '../response/client-data.ts';
import { type Credential, dataOf, type PendingCredential } from '../response/credential.ts';
import { type AttestedCredential, type Registration, readRegistration } from '../response/read-response.ts';
import { traitsOf } from '../response/traits.ts';
import { type Algorithm, algorithmOf, coseIdOf } from '../signature/algorithms.ts';
import { attestationProblem, isSelfAttestation } from '../signature/attestation.ts';
import { isSignedBy } from '../signature/signature.ts';

/** WebAuthn L3 §4: the maximum length of a credential id. */
const LONGEST_ID = 1023;

/** Checks the response that creates a credential: WebAuthn L3 §7.1. */
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
    clientDataProblem(clientData, { type: 'webauthn.create', challenge, settings }) ??
    (await authenticatorDataProblem(authenticatorData, { rpId: settings.rpId, userVerification }));
  if (early) return invalid(early);
  const made = authenticatorData.credential;
  if (made === undefined || made.id !== registration.id) return invalid('credential');
  if (made.idBytes > LONGEST_ID) return invalid('credential-id');
  const algorithm = algorithmOf(made.publicKey);
  if (algorithm === undefined || !settings.algorithms.includes(algorithm)) return invalid('algorithm');
  const problem = await modelProblem(settings, { registration, made, algorithm, challenge });
  if (problem) return invalid(problem);
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

async function modelProblem(
  settings: Settings,
  { registration, made, algorithm, challenge }: Made,
): Promise<Refusal | undefined> {
  const { format, statement } = registration;
  const problem = await attestationProblem(registration, settings.attestation);
  if (problem) return problem;
  // WebAuthn L3 §8.2: self attestation uses the algorithm of the credential.
  if (isSelfAttestation(format, statement) && statement.get('alg') !== coseIdOf(algorithm))
    return 'attestation';
  return (await verifies(settings, { registration, made, challenge })) ? undefined : 'attestation';
}

/**
 * Self attestation is verified with the new key. A statement with certificates is verified by the library if
 * attestation was requested. Otherwise it is ignored, as the browser should have done (WebAuthn L3 §5.1.3 step 22):
 * nothing depends on it, and anyone could make the server parse one.
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
