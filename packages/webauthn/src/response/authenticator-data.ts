import type { MethodRule } from '@factorkit/core/policy';
import { isoUint8Array } from '@simplewebauthn/server/helpers';
import type { Refusal } from '../refusal.ts';
import type { AuthenticatorData } from './read-response.ts';

export type UserVerification = NonNullable<MethodRule['userVerification']>;

/** One setting for both the options and the check. */
export function userVerificationOf({ userVerification }: MethodRule): UserVerification {
  return userVerification ?? 'preferred';
}

interface Expected {
  readonly rpId: string;
  readonly userVerification: UserVerification;
}

/** WebAuthn L3 §7.1 steps 14 to 17 and §7.2 steps 15 to 18: relying party, user presence and user verification. */
export async function authenticatorDataProblem(
  { rpIdHash, userPresent, userVerified, backupEligible, backedUp }: AuthenticatorData,
  { rpId, userVerification }: Expected,
): Promise<Refusal | undefined> {
  const own = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId)));
  if (!isoUint8Array.areEqual(own, rpIdHash.slice())) return 'rp-id';
  if (!userPresent) return 'user-presence';
  if (userVerification === 'required' && !userVerified) return 'user-verification';
  return backedUp && !backupEligible ? 'backup-flags' : undefined;
}
