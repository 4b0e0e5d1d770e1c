import type { Account } from '../../account/account.ts';
import type { TrustedDevice } from '../../account/devices/trusted-device.ts';
import { distrustCopy, exchangeToken, previousAt } from '../../account/devices/trusting.ts';
import { deviceLimitsOf } from '../../policy/limits.ts';
import { deviceRuleFor } from '../../policy/requirements/device-rule.ts';
import type { User } from '../../policy/schema/user.ts';
import type { Decided } from '../commit/transact.ts';
import type { DecisionContext } from '../context.ts';
import { advance, type Progress } from '../progress/advance.ts';
import { mintToken, type Recognition, recogniseDevice } from '../progress/device-token.ts';
import type { Complete, SignIn } from '../results/outcomes.ts';

interface TrustedSignIn {
  readonly account: Account | undefined;
  readonly progress: Progress;
  /** The outcome of the sign-in without a device. */
  readonly next: SignIn;
  /** The token from the browser. Untrusted input. */
  readonly token: unknown;
  readonly now: number;
}

/**
 * A device counts only if it completes a sign-in that would need more without it. So remembered evidence is never in a
 * token: if the policy asks for a challenge or an enrolment besides, it starts from the first factor, and a device that
 * is revoked in the meantime has no effect.
 */
export function signInByDevice(
  context: DecisionContext,
  { account, progress, next, token, now }: TrustedSignIn,
): Decided<SignIn> {
  const recognition = recogniseDevice(context, account, token, now);
  if (account === undefined || recognition.kind === 'unknown') return { answer: next };
  if (recognition.kind === 'copied') {
    const change = distrustCopy(account, recognition.device);
    return { change, answer: advance(context, change.account, progress, now) };
  }
  const { device } = recognition;
  const until = endOfTrust(context, device, progress.user);
  if (next.kind === 'complete' || now >= until) return { answer: next };
  const remembered = device.evidence.map((shown) => ({
    ...shown,
    traits: [...shown.traits, 'remembered' as const],
  }));
  const evidence = [...progress.evidence, ...remembered];
  const signIn = advance(context, account, { ...progress, evidence }, now);
  if (signIn.kind !== 'complete') return { answer: next };
  return enter(context, { account, recognition, signIn, until, now });
}

interface Entry {
  readonly account: Account;
  readonly recognition: Extract<Recognition, { readonly kind: 'current' | 'exchanged' }>;
  readonly signIn: Complete;
  readonly until: number;
  readonly now: number;
}

/**
 * Each use exchanges the token, at most once a minute, so that the browser keeps a valid token also with parallel
 * requests. Uses in between are recorded without saving the account.
 */
function enter(
  context: DecisionContext,
  { account, recognition, signIn, until, now }: Entry,
): Decided<SignIn> {
  const { device, held } = recognition;
  const { userId } = account;
  if (recognition.kind === 'exchanged' || previousAt(device, now) !== undefined) {
    return { noted: [{ type: 'trusted-device.used', deviceId: device.id }], answer: signIn };
  }
  const { token, hashes } = mintToken(context, { userId, deviceId: device.id, held });
  return {
    change: exchangeToken(account, { device, next: hashes, now }),
    answer: { ...signIn, trustedDevice: { token, expiresAt: until } },
  };
}

/** A stricter policy applies at once to existing devices: their duration and their users. */
function endOfTrust(
  { policy }: DecisionContext,
  { createdAt, expiresAt }: TrustedDevice,
  user: User,
): number {
  const rule = deviceRuleFor(policy, user);
  return rule === undefined ? 0 : Math.min(expiresAt, createdAt + deviceLimitsOf(rule).forMs);
}
