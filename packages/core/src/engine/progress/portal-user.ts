import { MfaError } from '../../errors.ts';
import { assertUserFacts } from '../../policy/requirements/user-facts.ts';
import type { Policy } from '../../policy/schema/policy.ts';
import type { Risk, User } from '../../policy/schema/user.ts';
import type { EngineContext } from '../context.ts';
import { readUser } from '../input/user.ts';

const RISKS: readonly (Risk | undefined)[] = [undefined, 'low', 'medium', 'high'];

/**
 * The user of a challenge token, with roles, groups and attributes as they are now. The token holds none of them, so the
 * portal is asked again where the policy names one. The higher of both risks counts: the hook does not see the request.
 */
export async function currentUser(
  { portal, policy, asksForUser }: EngineContext,
  userId: string,
  known: Pick<User, 'accountName' | 'risk'>,
): Promise<User> {
  if (!asksForUser) return known;
  const user = readAnswer(policy, await portal.user?.(userId));
  const risk = RISKS.indexOf(known.risk) > RISKS.indexOf(user.risk) ? known.risk : user.risk;
  return { ...user, ...(risk === undefined ? {} : { risk }) };
}

function readAnswer(policy: Policy, answer: User | undefined): User {
  try {
    const user = readUser(answer, 'portal.user');
    assertUserFacts(policy, user);
    return user;
  } catch (cause) {
    throw new MfaError('portal-failed', 'portal.user gave no user', { cause });
  }
}
