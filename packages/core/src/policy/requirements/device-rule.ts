import type { Policy, TrustedDeviceRule } from '../schema/policy.ts';
import type { User } from '../schema/user.ts';
import { matches } from './condition.ts';

/** The rule for trusted browsers, if there is one for this user now. */
export function deviceRuleFor({ trustedDevices }: Policy, user: User): TrustedDeviceRule | undefined {
  return trustedDevices && matches(trustedDevices.when, user) ? trustedDevices : undefined;
}
