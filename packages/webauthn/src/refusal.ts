import type { CheckResult } from '@factorkit/core';

/** Why a well-formed response is invalid: one word for the log, without any part of the response. */
export type Refusal =
  | 'type'
  | 'challenge'
  | 'origin'
  | 'cross-origin'
  | 'top-origin'
  | 'rp-id'
  | 'user-presence'
  | 'user-verification'
  | 'backup-flags'
  | 'backup-eligibility'
  | 'credential'
  | 'credential-id'
  | 'algorithm'
  | 'attestation'
  | 'authenticator'
  | 'user-handle'
  | 'counter'
  | 'signature';

export function invalid(reason: Refusal): CheckResult {
  return { kind: 'invalid', reason };
}
