import type { Evidence } from '../../account/factors/evidence.ts';
import type { EvidenceMethod } from '../../account/factors/method.ts';

/** The strength of a sign-in, as most portals distinguish it. */
export type AssuranceLevel = 'single-factor' | 'multi-factor';

const POSSESSION: readonly EvidenceMethod[] = ['totp', 'email', 'sms', 'webauthn', 'passkey', 'backup-code'];

/**
 * Multi-factor needs two kinds of proof: a first factor that the user knows, and something that the user has. A key
 * that verified its user is both (NIST SP 800-63B-4 §3.1.7.2); one that did not is one. Remembered evidence does not
 * count (§5.1).
 */
export function levelOf(evidence: readonly Evidence[]): AssuranceLevel {
  const shown = evidence.filter(({ traits }) => !traits.includes('remembered'));
  if (shown.some((piece) => isKey(piece) && piece.traits.includes('user-verified'))) return 'multi-factor';
  const has = shown.some(({ method }) => POSSESSION.includes(method) || method.startsWith('x-'));
  const knows = shown.some(({ method }) => method === 'password' || method === 'federated');
  return has && knows ? 'multi-factor' : 'single-factor';
}

/** The `amr` claim: each value once, and `mfa` if there are two kinds of proof. */
export function amrOf(evidence: readonly Evidence[]): readonly string[] {
  const values = evidence
    .filter(({ traits }) => !traits.includes('remembered'))
    .flatMap((piece) => amrValue(piece) ?? []);
  return [...new Set(levelOf(evidence) === 'multi-factor' ? [...values, 'mfa'] : values)];
}

/** RFC 8176 §2 has no value for email, backup codes or a federated sign-in, so they have none. */
function amrValue(piece: Evidence): string | undefined {
  switch (piece.method) {
    case 'password':
      return 'pwd';
    case 'totp':
      return 'otp';
    case 'sms':
      return 'sms';
    case 'webauthn':
    case 'passkey':
      // A key that can be copied to other devices is not secured by the hardware of one device.
      return piece.traits.includes('device-bound') ? 'hwk' : 'swk';
    default:
      return undefined;
  }
}

function isKey({ method }: Evidence): boolean {
  return method === 'webauthn' || method === 'passkey';
}
