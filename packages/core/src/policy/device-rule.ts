import { matches } from './condition.ts';
import type { Policy, TrustedDeviceRule } from './policy.ts';
import type { User } from './user.ts';
import { assertUserFits } from './user-facts.ts';

/** The rule for trusting browsers, if there is one for this user as they are now. */
export function deviceRuleFor(policy: Policy, user: User): TrustedDeviceRule | undefined {
  const { trustedDevices } = policy;
  assertUserFits(policy, user);
  // Only a factor makes trust worth anything, so `enrolled` holds wherever trust is given or used.
  return trustedDevices && matches(trustedDevices.when, { user, enrolled: true })
    ? trustedDevices
    : undefined;
}
