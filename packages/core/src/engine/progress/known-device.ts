import { type Account, epochOf } from '../../account/account.ts';
import type { Evidence } from '../../account/factors/evidence.ts';
import { SKEW_MS } from '../../clock-skew.ts';
import { isFirstFactor } from '../../policy/requirements/satisfaction.ts';
import type { DecisionContext } from '../context.ts';
import type { SignIn } from '../results/outcomes.ts';
import { recogniseDevice } from './device-token.ts';
import type { OpenChallenge } from './open-challenge.ts';

/**
 * What the token of a browser says about it. `known`: a factor was proved in it since the factors and the password last
 * changed. `trusted`: the user also asked to trust it. Both have a budget for codes that nobody else can use up; only
 * trust replaces a factor.
 */
export type DeviceTrust = 'trusted' | 'known';

/** Each sign-in that is completed with a factor starts this time again. */
const KNOWN_MS = 90 * 86_400_000;

const TOKEN = /^k\.([0-9a-z]{1,11})\.([A-Za-z0-9_.-]{1,128})$/;

export function deviceTrustOf(
  context: DecisionContext,
  account: Account | undefined,
  token: unknown,
  now: number,
): DeviceTrust | undefined {
  if (account === undefined) return undefined;
  const { kind } = recogniseDevice(context, account, token, now);
  if (kind === 'current' || kind === 'exchanged') return 'trusted';
  return isKnown(context, account, token, now) ? 'known' : undefined;
}

/**
 * Adds the token of a known browser to a sign-in that was completed with a factor or a backup code. Nothing is stored
 * for it: it grants no access, and ends with the epoch.
 */
export function withKnownDevice(
  context: DecisionContext,
  account: Account,
  next: SignIn,
  now: number,
): SignIn {
  if (next.kind !== 'complete' || !next.assurance.evidence.some(isProof)) return next;
  const expiresAt = now + KNOWN_MS;
  const mac = context.keyed.of(bound(account, expiresAt));
  return { ...next, knownDevice: { token: `k.${expiresAt.toString(36)}.${mac}`, expiresAt } };
}

/** The same for an answered challenge. A trusted browser keeps its own token, and a step-up is no sign-in. */
export function signedInFrom(
  context: DecisionContext,
  account: Account,
  {
    challenge: { intent, device },
    next,
    now,
  }: { readonly challenge: OpenChallenge; readonly next: SignIn; readonly now: number },
): SignIn {
  return intent.kind === 'sign-in' && device !== 'trusted'
    ? withKnownDevice(context, account, next, now)
    : next;
}

/** Evidence of a factor or a backup code that was proved now: more than the password. */
export function isProof(shown: Evidence): boolean {
  return !isFirstFactor(shown) && !shown.traits.includes('remembered');
}

function isKnown({ keyed }: DecisionContext, account: Account, token: unknown, now: number): boolean {
  const [, encoded = '', mac = ''] = (typeof token === 'string' && TOKEN.exec(token)) || [];
  const expiresAt = Number.parseInt(encoded, 36);
  // A clock that was ahead created it, so it would be valid for too long.
  if (!(now < expiresAt && expiresAt <= now + KNOWN_MS + SKEW_MS)) return false;
  // Retired keys open no tokens.
  return keyed.matches(bound(account, expiresAt), mac) && !keyed.outdated(mac);
}

// The text contains its purpose, because delivered codes use the same key.
function bound(account: Account, expiresAt: number): string {
  return JSON.stringify(['known-device', account.userId, epochOf(account), expiresAt]);
}
