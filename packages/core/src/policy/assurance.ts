import type { Evidence } from '../account/evidence.ts';
import type { EvidenceMethod } from '../account/method.ts';

/** How strong a sign-in was, in the two words every portal understands. */
export type AssuranceLevel = 'single-factor' | 'multi-factor';

const POSSESSION: readonly EvidenceMethod[] = ['totp', 'email', 'sms', 'webauthn', 'backup-code'];

/** Two different kinds of proof make it multi-factor: what the portal checked, and something the person has. */
export function levelOf(evidence: readonly Evidence[]): AssuranceLevel {
  const has = evidence.some(({ method }) => POSSESSION.includes(method) || method.startsWith('x-'));
  const knows = evidence.some(({ method }) => method === 'password' || method === 'federated');
  return has && knows ? 'multi-factor' : 'single-factor';
}

/** RFC 8176 §2 has no value for email, backup codes or a federated sign-in: nothing is made up for them. */
const AMR: { readonly [method in EvidenceMethod]?: string } = { password: 'pwd', totp: 'otp', sms: 'sms' };

/** The `amr` claim: each value once, and `mfa` where there were two kinds of proof. */
export function amrOf(evidence: readonly Evidence[]): readonly string[] {
  const values = evidence.flatMap(({ method }) => AMR[method] ?? []);
  return [...new Set(levelOf(evidence) === 'multi-factor' ? [...values, 'mfa'] : values)];
}
