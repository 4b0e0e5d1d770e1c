import type { Account, Change } from '../../account/account.ts';
import type { TrustedDevice } from '../../account/devices/trusted-device.ts';
import { trustDevice } from '../../account/devices/trusting.ts';
import type { Evidence } from '../../account/factors/evidence.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { deviceLimitsOf } from '../../policy/limits.ts';
import { liveOnly } from '../../policy/requirements/demand.ts';
import { deviceRuleFor } from '../../policy/requirements/device-rule.ts';
import { isFirstFactor } from '../../policy/requirements/satisfaction.ts';
import { asEvidence } from '../../policy/requirements/usable.ts';
import type { TrustedDeviceRule } from '../../policy/schema/policy.ts';
import type { DeviceNaming } from '../actors.ts';
import type { DecisionContext } from '../context.ts';
import type { ChallengeView, DeviceToken } from '../results/outcomes.ts';
import { mintToken } from './device-token.ts';
import { type Claimant, factsOf } from './facts.ts';

interface Trusting {
  readonly account: Account;
  readonly claimant: Claimant;
  readonly naming: DeviceNaming;
  readonly now: number;
}

/** Trusts the browser of a sign-in that was just completed, if the policy allows it. */
export function trustBrowser(
  context: DecisionContext,
  { account, claimant, naming, now }: Trusting,
): { readonly change: Change; readonly given: DeviceToken } | undefined {
  const rule = ruleFor(context, account, claimant, now);
  if (rule === undefined) return undefined;
  // Every sign-in proves the first factor again, so only factors are remembered.
  const evidence = liveOnly(claimant.evidence).filter(({ factorId }) => factorId !== undefined);
  if (evidence.length === 0) return undefined;
  const id = toBase64url(context.random(12));
  const { token, hashes } = mintToken(context, { userId: account.userId, deviceId: id });
  const expiresAt = now + deviceLimitsOf(rule).forMs;
  const device: TrustedDevice = {
    id,
    ...hashes,
    ...naming,
    epoch: account.epoch,
    evidence,
    createdAt: now,
    lastUsedAt: now,
    expiresAt,
  };
  return { change: trustDevice(account, device), given: { token, expiresAt } };
}

/** Whether the answer to a challenge can lead to trust, assuming that every offered factor is proved. */
export function trustOffer(
  context: DecisionContext,
  account: Account | undefined,
  { user, evidence, grant }: Claimant,
  factorIds: readonly string[],
  now: number,
): Pick<ChallengeView, 'trust'> {
  const { factors } = factsOf(context, account, { user, evidence, grant }, now);
  const shown = asEvidence(
    factors.filter(({ id }) => factorIds.includes(id)),
    now,
  );
  if (shown.length === 0) return {};
  const rule = ruleFor(context, account, { user, evidence: [...evidence, ...shown], grant }, now);
  return rule === undefined ? {} : { trust: { forMs: deviceLimitsOf(rule).forMs } };
}

/** The rule that allows trusting this browser with this evidence. */
function ruleFor(
  context: DecisionContext,
  account: Account | undefined,
  claimant: Claimant,
  now: number,
): TrustedDeviceRule | undefined {
  // A recovered session may be an attacker's, even with a proved factor: the browser can be trusted at the next
  // sign-in.
  if (claimant.grant !== undefined || claimant.evidence.some(isRecovery)) return undefined;
  const facts = factsOf(context, account, claimant, now);
  return evaluate(context.policy, facts, { kind: 'trust-device' }, now).outcome === 'allow'
    ? deviceRuleFor(context.policy, claimant.user)
    : undefined;
}

/** Evidence of neither a first factor nor an enrolled factor: a backup code. */
function isRecovery(shown: Evidence): boolean {
  return !isFirstFactor(shown) && shown.factorId === undefined;
}
