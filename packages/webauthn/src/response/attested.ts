import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import type { Settings } from '../options.ts';
import { coseIdOf } from '../signature/algorithms.ts';
import type { Registration } from './read-response.ts';

interface Statement {
  readonly registration: Registration;
  readonly challenge: string;
}

/** WebAuthn L3 §7.1 step 21: whether the library accepts the attestation statement. */
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
      // Already checked, by the rule that the options were made with.
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms.map(coseIdOf),
    });
    return verified;
  } catch {
    // Its messages quote the response.
    return false;
  }
}

/**
 * WebAuthn L3 §5.8.1 reserves `tokenBinding`, and nothing reads it. The library refuses some of its values when it
 * parses the client data, and reads the client data again to hash it. So the first read gets them without that member.
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
