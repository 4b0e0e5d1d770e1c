import type { Check, CheckResult } from '@factorkit/core';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import { type Assertion, readAssertion } from './answer.ts';
import { troubleWithAuthenticatorData, userVerificationOf } from './authenticator-data.ts';
import { troubleWithClientData } from './client-data.ts';
import { assertGenuine, type Credential, dataOf } from './credential.ts';
import type { Settings } from './options.ts';
import { invalid } from './refusal.ts';
import { traitsOf } from './traits.ts';

/** Which key was asked, and what. */
interface Asked {
  readonly credential: Credential;
  readonly challenge: string;
}

/** Judges the answer that uses a credential: WebAuthn L3 §7.2. */
export async function assert(
  settings: Settings,
  { credential, challenge }: Asked,
  { data, response, rule, ...place }: Omit<Check, 'binding'>,
): Promise<CheckResult> {
  assertGenuine(data, credential, place);
  const assertion = readAssertion(response);
  if (assertion === undefined) return { kind: 'malformed' };
  const { clientData, authenticatorData } = assertion;
  if (assertion.id !== credential.id) return invalid('credential');
  // The account is known before, so that a key need not say whose it is; if it does, it must be this one's.
  if (assertion.userHandle !== undefined && assertion.userHandle !== credential.userHandle) {
    return invalid('user-handle');
  }
  const userVerification = userVerificationOf(rule);
  const trouble =
    troubleWithClientData(clientData, { type: 'webauthn.get', challenge, settings }) ??
    (await troubleWithAuthenticatorData(authenticatorData, { rpId: settings.rpId, userVerification }));
  if (trouble) return invalid(trouble);
  if (authenticatorData.backupEligible !== credential.backupEligible) return invalid('backup-eligibility');
  if (!(await verifies(settings, { assertion, credential, challenge }))) return invalid('signature');
  // After the signature: before it, the counter is anybody's word.
  const risen = settings.counter === 'ignore' || rises(credential.signCount, authenticatorData.signCount);
  if (!risen && settings.counter === 'reject') return invalid('counter');
  const { signCount, backedUp, userVerified } = authenticatorData;
  return {
    kind: 'match',
    data: dataOf({ ...credential, signCount, backedUp }, place),
    traits: traitsOf(credential, userVerified),
    ...(risen ? {} : { doubt: 'counter' }),
  };
}

/** WebAuthn L3 §7.2 step 22. A key that always says 0 keeps no counter. */
function rises(stored: number, signCount: number): boolean {
  return (stored === 0 && signCount === 0) || signCount > stored;
}

async function verifies(
  { rpId, origins, crossOrigin }: Settings,
  { assertion, credential, challenge }: Asked & { readonly assertion: Assertion },
): Promise<boolean> {
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: {
        id: assertion.id,
        rawId: assertion.id,
        type: 'public-key',
        response: {
          clientDataJSON: assertion.clientDataJson,
          authenticatorData: assertion.authenticatorDataText,
          signature: assertion.signature,
        },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: rpId,
      expectedTopOrigin: [...(crossOrigin?.topOrigins ?? [])],
      credential: {
        id: credential.id,
        publicKey: isoBase64URL.toBuffer(credential.publicKey),
        // The library judges the counter before the signature; here it is judged after it.
        counter: 0,
      },
      // Decided before this, by the same rule as the question.
      requireUserVerification: false,
    });
    return verified;
  } catch {
    // Its messages quote what was sent.
    return false;
  }
}
