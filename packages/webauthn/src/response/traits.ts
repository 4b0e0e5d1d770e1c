import type { Trait } from '@factorkit/core';
import type { Credential } from './credential.ts';

/** What an answer by this credential is worth. */
export function traitsOf(
  { uvInitialized, backupEligible }: Pick<Credential, 'uvInitialized' | 'backupEligible'>,
  userVerified: boolean,
): readonly Trait[] {
  return [
    // NIST SP 800-63B-4 §3.2.5: the answer is bound to the site that asked, by its name.
    'phishing-resistant',
    // WebAuthn L3 §7.2 step 24: a PIN that was first set after the key was enrolled may be the thief's own.
    ...(userVerified && uvInitialized ? (['user-verified'] as const) : []),
    // NIST SP 800-63B-4 §2.3.2, §3.1.7: what can be copied to other devices is not bound to one, copied yet or not.
    ...(backupEligible ? [] : (['device-bound'] as const)),
  ];
}
