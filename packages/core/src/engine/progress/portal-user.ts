import { MfaError } from '../../errors.ts';
import { assertUserFacts } from '../../policy/requirements/user-facts.ts';
import type { Risk, User } from '../../policy/schema/user.ts';
import { readOr } from '../../schema/schema.ts';
import { RISKS } from '../../schema/vocabulary.ts';
import type { EngineContext } from '../context.ts';
import { inputInvalid } from '../input/refused.ts';
import { user as userSchema } from '../input/user.ts';

const FROM_LOWEST: readonly (Risk | undefined)[] = [undefined, ...RISKS];

/**
 * The user of a challenge token, with current roles, groups and attributes. The token contains none of them, so
 * `portal.user` is called if the policy names one. The higher of both risks is used, because the hook does not see the
 * request.
 */
export async function currentUser(
  { portal, policy, asksForUser }: EngineContext,
  userId: string,
  known: Pick<User, 'accountName' | 'risk'>,
): Promise<User> {
  if (!asksForUser) return known;
  const answer = await portal.user?.(userId);
  try {
    const user = readOr(userSchema, answer, inputInvalid, 'portal.user');
    const risk = FROM_LOWEST.indexOf(known.risk) > FROM_LOWEST.indexOf(user.risk) ? known.risk : user.risk;
    const current = { ...user, ...(risk === undefined ? {} : { risk }) };
    assertUserFacts(policy, current);
    return current;
  } catch (cause) {
    throw new MfaError('portal-failed', 'portal.user returned no valid user', { cause });
  }
}
