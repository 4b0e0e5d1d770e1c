import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import type { Settings } from '../options.ts';
import { coseIdOf } from '../signature/algorithms.ts';
import type { Registration } from './read-response.ts';

interface Statement {
  readonly registration: Registration;
  readonly challenge: string;
}

/** WebAuthn L3 §7.1 step 21: whether the library finds the attestation statement valid. */
export async function isAttested(
  { rpId, origins, algorithms }: Settings,
  { registration, challenge }: Statement,
): Promise<boolean> {
  try {
    const { verified } = await verifyRegistrationResponse({
      response: {
        id: registration.id,
        rawId: registration.id,
        type: 'public-key',
        response: partsOf(registration),
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

/**
 * WebAuthn L3 §5.8.1 reserves `tokenBinding`, and nothing is read from it. The library refuses some of its values where it
 * reads the client data, and reads them a second time to hash them: so the first reading gets them without that member.
 */
function partsOf({ clientDataJson, attestationObject }: Registration): {
  readonly clientDataJSON: string;
  readonly attestationObject: string;
} {
  const { tokenBinding, ...clientData }: { tokenBinding?: unknown } = JSON.parse(
    isoBase64URL.toUTF8String(clientDataJson),
  );
  if (tokenBinding === undefined) return { clientDataJSON: clientDataJson, attestationObject };
  const readings = [isoBase64URL.fromUTF8String(JSON.stringify(clientData))];
  return {
    get clientDataJSON() {
      return readings.shift() ?? clientDataJson;
    },
    attestationObject,
  };
}
