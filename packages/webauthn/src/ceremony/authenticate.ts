import type { Check, CheckResult } from '@factorkit/core';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import type { Settings } from '../options.ts';
import { invalid } from '../refusal.ts';
import { troubleWithAuthenticatorData, userVerificationOf } from '../response/authenticator-data.ts';
import { troubleWithClientData } from '../response/client-data.ts';
import { assertGenuine, type Credential, dataOf } from '../response/credential.ts';
import { type Assertion, readAssertion } from '../response/read-response.ts';
import { traitsOf } from '../response/traits.ts';
import { isSignedBy } from '../signature/signature.ts';

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
  const flips = authenticatorData.backupEligible !== credential.backupEligible;
  if (flips && settings.backupEligibility === 'reject') return invalid('backup-eligibility');
  if (!(await isSigned(assertion, credential))) return invalid('signature');
  // After the signature: before it, the counter is anybody's word.
  const risen = settings.counter === 'ignore' || rises(credential.signCount, authenticatorData.signCount);
  if (!risen && settings.counter === 'reject') return invalid('counter');
  const { signCount, backedUp, userVerified } = authenticatorData;
  // What could be copied once may have been: it is never bound to one device again.
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

/** WebAuthn L3 §7.2 step 22. A key that always says 0 keeps no counter. */
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
