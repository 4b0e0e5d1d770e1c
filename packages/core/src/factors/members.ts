import type { FactorData } from '../account/factors/factor.ts';
import { MfaError } from '../errors.ts';

/**
 * Refuses members of a factor's data that its method does not know, because a newer version may have written them.
 *
 * @throws MfaError `account-unreadable`, naming the first one.
 */
export function assertNoMembers(method: string, unknown: FactorData): void {
  const [name] = Object.keys(unknown);
  if (name === undefined) return;
  throw new MfaError('account-unreadable', `a stored ${method} factor cannot be read at data.${name}`);
}
