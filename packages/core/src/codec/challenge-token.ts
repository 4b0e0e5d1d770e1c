import type { Evidence } from '../account/evidence.ts';
import type { Intent } from '../policy/decision.ts';
import type { User } from '../policy/user.ts';
import type { RandomSource } from '../ports/random.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import type { Keyring } from './keyring.ts';

/** One sign-in, step-up or forced enrolment under way. It lives in the token alone; nothing is stored to begin one. */
export interface Challenge {
  readonly id: string;
  readonly purpose: 'sign-in' | 'step-up' | 'enrol';
  readonly userId: string;
  readonly user: User;
  /** What was shown so far, the first factor included. */
  readonly evidence: readonly Evidence[];
  /** The account's epoch when it was begun: once that has changed, the token is dead. */
  readonly epoch: string;
  readonly expiresAt: number;
  /** What is to be allowed in the end. */
  readonly intent: Intent;
  /** For a step-up: when the session's sign-in was completed. */
  readonly authenticatedAt?: number;
}

const PREFIX = 'fk1.';

export function encodeChallenge(keyring: Keyring, challenge: Challenge, random: RandomSource): string {
  const plain = new TextEncoder().encode(JSON.stringify(challenge));
  return PREFIX + sealEnvelope({ keyring, purpose: 'token', plain, associated: PREFIX, random });
}

/** The challenge, or `undefined` where this is no token of ours. What opens was sealed by us, so its shape is known. */
export function decodeChallenge(keyring: Keyring, token: unknown): Challenge | undefined {
  if (typeof token !== 'string' || !token.startsWith(PREFIX) || token.length > 8192) return undefined;
  const plain = openEnvelope({
    keyring,
    purpose: 'token',
    text: token.slice(PREFIX.length),
    associated: PREFIX,
  });
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as Challenge);
}
