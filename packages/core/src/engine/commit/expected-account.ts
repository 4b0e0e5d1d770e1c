import type { Account } from '../../account/account.ts';
import { hasFactor } from '../../account/notices/enrolment-news.ts';
import { MfaError } from '../../errors.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { EngineContext } from '../context.ts';
import { recordEvents } from './events.ts';

/** Whose account is read, and whether the host knows of an enrolled factor. */
export interface Expected {
  readonly userId: string;
  /** `ask`: the hook of the host is asked, if it has one. Absent: nothing is expected, as for what no user asked for. */
  readonly expectEnrolled?: boolean | 'ask' | undefined;
  readonly source?: RequestSource | undefined;
}

/** For what the user does: what the host passed with the call, otherwise what its hook says. */
export function expectedOf({
  userId,
  expectEnrolled = 'ask',
  source,
}: Expected): Pick<Expected, 'userId' | 'expectEnrolled' | 'source'> {
  return { userId, expectEnrolled, source };
}

/** Whether the host knows of an enrolled factor. `undefined`: it did not say, and keeps no record that it could be asked for. */
export async function isExpected(
  { portal }: EngineContext,
  { userId, expectEnrolled }: Expected,
): Promise<boolean | undefined> {
  if (expectEnrolled !== 'ask') return expectEnrolled;
  if (portal.expectEnrolled === undefined) return undefined;
  const answer: unknown = await portal.expectEnrolled(userId);
  if (typeof answer === 'boolean') return answer;
  throw new MfaError('portal-failed', 'portal.expectEnrolled answered neither true nor false');
}

/**
 * Refuses where the host knows of an enrolled factor and the store does not: a lost row must not count as "nothing
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
