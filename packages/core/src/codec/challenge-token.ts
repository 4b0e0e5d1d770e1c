import type { Evidence } from '../account/factors/evidence.ts';
import { MfaError } from '../errors.ts';
import type { Intent } from '../policy/requirements/decision.ts';
import type { User } from '../policy/schema/user.ts';
import type { RandomSource } from '../ports/random.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { isUnderCurrentKey, type Keyring } from './keyring.ts';

/** One sign-in, step-up or forced enrolment in progress. Only the token contains it; nothing is stored at its start. */
export interface Challenge {
  readonly id: string;
  readonly purpose: 'sign-in' | 'step-up' | 'enrol';
  readonly userId: string;
  /** Roles, groups and attributes are read again later: they may change, and a token has a limited size. */
  readonly user: Pick<User, 'accountName' | 'risk'>;
  /** The evidence so far, including the first factor. */
  readonly evidence: readonly Evidence[];
  /** The account's epoch at the start. A token of another epoch is invalid. */
  readonly epoch: string;
  readonly expiresAt: number;
  /** What the challenge is for. */
  readonly intent: Intent;
  /** For a step-up: when the session's sign-in was completed. */
  readonly authenticatedAt?: number;
  /** The recovery grant of this flow. */
  readonly grant: string | undefined;
  /** For a sign-in from a browser in which a factor was proved before. */
  readonly device: 'trusted' | 'known' | undefined;
}

/** Where a token is valid. Only tokens are bound to it, not stored data, so that a portal can be renamed. */
export interface TokenScope {
  readonly keyring: Keyring;
  readonly issuer: string;
  readonly policyId: string;
  /** Distinguishes deployments with the same keys, issuer and policy, such as `staging`. */
  readonly deployment: string | undefined;
  /** The tenant, if each tenant has its own policy, because two policies may have one id. */
  readonly tenant?: string | undefined;
}

const PREFIX = 'fk1.';

/** RFC 6265 §6.1: browsers keep 4096 bytes of a cookie, including its name. Longer cookies are dropped silently. */
const MAX_LENGTH = 3900;

/** @throws MfaError `token-too-large` if the token would not fit into a cookie. */
export function sealChallenge(scope: TokenScope, challenge: Challenge, random: RandomSource): string {
  const { keyring } = scope;
  const plain = new TextEncoder().encode(JSON.stringify(challenge));
  const associated = associatedData(scope);
  const token = PREFIX + sealEnvelope({ keyring, purpose: 'token', plain, associated, random });
  if (token.length <= MAX_LENGTH) return token;
  throw new MfaError(
    'token-too-large',
    `the challenge token has ${token.length} characters, but only ${MAX_LENGTH} fit into a cookie: ` +
      'shorten userId, user.accountName, the ids of contacts, or the requirement of the step-up',
  );
}

/**
 * Returns the challenge, or `undefined` if the token is not of this scope and under the current key. Retired keys open
 * no tokens, so that a leaked old key cannot create any. A token that opens was sealed here, so its shape is known.
 */
export function unsealChallenge(scope: TokenScope, token: unknown): Challenge | undefined {
  if (typeof token !== 'string' || !token.startsWith(PREFIX) || token.length > MAX_LENGTH) return undefined;
  const { keyring } = scope;
  const text = token.slice(PREFIX.length);
  if (!isUnderCurrentKey(keyring, text)) return undefined;
  const plain = openEnvelope({ keyring, purpose: 'token', text, associated: associatedData(scope) });
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as Challenge);
}

// JSON separates the parts, whatever characters they contain.
function associatedData({ issuer, policyId, deployment, tenant }: TokenScope): string {
  const scope = [PREFIX, issuer, policyId, deployment ?? null];
  return JSON.stringify(tenant === undefined ? scope : [...scope, tenant]);
}
