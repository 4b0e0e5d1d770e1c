import type { Trait } from '@factorkit/core';
import type { Credential } from './credential.ts';

/** The traits of a response with this credential. */
export function traitsOf(
  { uvInitialized, backupEligible }: Pick<Credential, 'uvInitialized' | 'backupEligible'>,
  userVerified: boolean,
): readonly Trait[] {
  return [
    // NIST SP 800-63B-4 §3.2.5: the response is bound to the name of the site.
    'phishing-resistant',
    // WebAuthn L3 §7.2 step 24: a PIN that was first set after the enrolment may be an attacker's.
    ...(userVerified && uvInitialized ? (['user-verified'] as const) : []),
    // NIST SP 800-63B-4 §2.3.2, §3.1.7: a credential that can be copied to other devices is not bound to one.
    ...(backupEligible ? [] : (['device-bound'] as const)),
  ];
}
