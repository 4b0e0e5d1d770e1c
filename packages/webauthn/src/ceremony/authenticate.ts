import type { Check, CheckResult } from '@factorkit/core';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import type { Settings } from '../options.ts';
import { invalid } from '../refusal.ts';
import { authenticatorDataProblem, userVerificationOf } from '../response/authenticator-data.ts';
import { clientDataProblem } from '../response/client-data.ts';
import { assertGenuine, type Credential, dataOf } from '../response/credential.ts';
import { type Assertion, readAssertion } from '../response/read-response.ts';
import { traitsOf } from '../response/traits.ts';
import { isSignedBy } from '../signature/signature.ts';

/** The credential that the ceremony expects, and its challenge. */
interface Expected {
  readonly credential: Credential;
  readonly challenge: string;
}

/** Checks the response that uses a credential: WebAuthn L3 §7.2. */
export async function assert(
  settings: Settings,
  { credential, challenge }: Expected,
  { data, response, rule, ...place }: Omit<Check, 'binding'>,
): Promise<CheckResult> {
  assertGenuine(data, credential, place);
  const assertion = readAssertion(response);
  if (assertion === undefined) return { kind: 'malformed' };
  const { clientData, authenticatorData } = assertion;
  if (assertion.id !== credential.id) return invalid('credential');
  // The account is known already, so the user handle is optional. If the key returns one, it must match.
  if (assertion.userHandle !== undefined && assertion.userHandle !== credential.userHandle) {
    return invalid('user-handle');
  }
  const userVerification = userVerificationOf(rule);
  const problem =
    clientDataProblem(clientData, { type: 'webauthn.get', challenge, settings }) ??
    (await authenticatorDataProblem(authenticatorData, { rpId: settings.rpId, userVerification }));
  if (problem) return invalid(problem);
  const flips = authenticatorData.backupEligible !== credential.backupEligible;
  if (flips && settings.backupEligibility === 'reject') return invalid('backup-eligibility');
  if (!(await isSigned(assertion, credential))) return invalid('signature');
  // After the signature, because before it the counter is not authenticated.
  const risen = settings.counter === 'ignore' || rises(credential.signCount, authenticatorData.signCount);
  if (!risen && settings.counter === 'reject') return invalid('counter');
  const { signCount, backedUp, userVerified } = authenticatorData;
  // A credential that could be copied once may have been copied: it never counts as device-bound again.
  const backupEligible = credential.backupEligible || authenticatorData.backupEligible;
  const used = { ...credential, signCount, backedUp, backupEligible };
  const doubt = doubtIn({ risen, flips });
  return {
    kind: 'match',
    data: dataOf(used, place),
    traits: traitsOf(used, userVerified),
    ...(doubt === undefined ? {} : { doubt }),
  };
}

function doubtIn({ risen, flips }: { readonly risen: boolean; readonly flips: boolean }): string | undefined {
  if (!risen) return flips ? 'counter-and-backup-eligibility' : 'counter';
  return flips ? 'backup-eligibility' : undefined;
}

/** WebAuthn L3 §7.2 step 22. A key that always returns 0 has no counter. */
function rises(stored: number, signCount: number): boolean {
  return (stored === 0 && signCount === 0) || signCount > stored;
}

function isSigned(
  { authenticatorData, clientDataJson, signature }: Assertion,
  { publicKey }: Credential,
): Promise<boolean> {
  return isSignedBy(publicKey, {
    authenticatorData: authenticatorData.bytes,
    clientDataJson,
    signature: isoBase64URL.toBuffer(signature),
  });
}
