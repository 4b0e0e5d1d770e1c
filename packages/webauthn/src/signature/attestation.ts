import type { AttestationPolicy } from '../options.ts';
import type { Refusal } from '../refusal.ts';
import type { Registration } from '../response/read-response.ts';
import { leadsTo } from './certificates.ts';

// The registered formats with certificates (WebAuthn L3 §8). Without android-safetynet: Google has ended that service.
const CERTIFIED = ['packed', 'tpm', 'android-key', 'apple', 'fido-u2f'];

/** WebAuthn L3 §7.1 steps 21 to 24, the policy part: whether this model of authenticator is accepted. */
export async function attestationProblem(
  registration: Registration,
  policy: AttestationPolicy,
): Promise<Refusal | undefined> {
  const { format, statement, authenticatorData } = registration;
  if (policy.policy === 'none') {
    return ['none', 'android-safetynet', ...CERTIFIED].includes(format) ? undefined : 'attestation';
  }
  // Checked first: for android-key the library builds a path to any root in the statement, and fetches the URLs in its
  // certificates.
  const certificates = certificatesIn(statement);
  if (!CERTIFIED.includes(format) || certificates === undefined) return 'attestation';
  if (!(await leadsTo(policy.roots, certificates))) return 'attestation';
  const aaguid = authenticatorData.credential?.aaguid ?? '';
  return policy.aaguids?.every((known) => known.toLowerCase() !== aaguid) ? 'authenticator' : undefined;
}

/** Signed with the new key itself (WebAuthn L3 §8.2): proves that the key works, and nothing about the model. */
export function isSelfAttestation(format: string, statement: ReadonlyMap<unknown, unknown>): boolean {
  return format === 'packed' && !statement.has('x5c');
}

function certificatesIn(statement: ReadonlyMap<unknown, unknown>): readonly Uint8Array[] | undefined {
  const x5c = statement.get('x5c');
  const known = Array.isArray(x5c) && x5c.length > 0 && x5c.every((entry) => entry instanceof Uint8Array);
  return known ? x5c : undefined;
}
