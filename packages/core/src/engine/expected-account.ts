import type { Account } from '../account/account.ts';
import { hasFactor } from '../account/enrolment-news.ts';
import { MfaError } from '../errors.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { EngineContext } from './context.ts';
import { recordEvents } from './events.ts';

/** Whose account is read, and whether the host knows of an enrolled factor. */
export interface Expected {
  readonly userId: string;
  readonly expectEnrolled?: boolean | undefined;
  readonly source?: RequestSource | undefined;
}

/**
 * Refuses where the host knows of an enrolled factor and the store does not: a lost row must not count as "nothing
 * enrolled".
 *
 * @throws MfaError `account-missing`
 */
export async function assertExpected(
  context: EngineContext,
  { userId, expectEnrolled, source }: Expected,
  account: Account | undefined,
): Promise<void> {
  if (expectEnrolled !== true || hasFactor(account)) return;
  await recordEvents(context, { userId, source, happened: [{ type: 'account.missing' }] });
  throw new MfaError(
    'account-missing',
    'the portal expects an enrolled factor of this user, and the store has none',
  );
}
