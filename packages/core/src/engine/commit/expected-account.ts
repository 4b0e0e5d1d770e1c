import type { Account } from '../../account/account.ts';
import { hasFactor } from '../../account/notices/enrolment-news.ts';
import { MfaError } from '../../errors.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { EngineContext } from '../context.ts';
import { recordEvents } from './events.ts';

/** The user whose account is read, and whether the host expects an enrolled factor. */
export interface Expected {
  readonly userId: string;
  /** `ask`: call the host hook, if there is one. Not present: expect nothing, as in calls that no user makes. */
  readonly expectEnrolled?: boolean | 'ask' | undefined;
  readonly source?: RequestSource | undefined;
}

/** For calls of the user: the value that the host passed, otherwise the result of its hook. */
export function expectedOf({
  userId,
  expectEnrolled = 'ask',
  source,
}: Expected): Pick<Expected, 'userId' | 'expectEnrolled' | 'source'> {
  return { userId, expectEnrolled, source };
}

/** Whether the host expects an enrolled factor. `undefined`: it passed no value and has no hook. */
export async function isExpected(
  { portal }: EngineContext,
  { userId, expectEnrolled }: Expected,
): Promise<boolean | undefined> {
  if (expectEnrolled !== 'ask') return expectEnrolled;
  if (portal.expectEnrolled === undefined) return undefined;
  const answer: unknown = await portal.expectEnrolled(userId);
  if (typeof answer === 'boolean') return answer;
  throw new MfaError('portal-failed', 'portal.expectEnrolled must return true or false');
}

/**
 * Refuses if the host expects an enrolled factor and the store has none: a lost row must not count as "nothing
 * enrolled".
 *
 * @throws MfaError `account-missing`
 */
export async function assertExpected(
  context: EngineContext,
  expected: Expected,
  account: Account | undefined,
): Promise<void> {
  if (hasFactor(account) || (await isExpected(context, expected)) !== true) return;
  const { userId, source } = expected;
  await recordEvents(context, { userId, source, events: [{ type: 'account.missing' }] });
  throw new MfaError(
    'account-missing',
    'the portal expects an enrolled factor of this user, and the store has none',
  );
}
