import { newAccount } from '../../account/account.ts';
import { changePassword } from '../../account/sign-in/password.ts';
import { toBase64url } from '../../codec/base64url.ts';
import type { RequestSource } from '../../ports/audit.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import { transact } from '../commit/transact.ts';
import type { EngineContext } from '../context.ts';
import type { PasswordNoted } from '../results/account-outcomes.ts';

interface PasswordChange {
  readonly userId: string;
  readonly sessionId?: string;
  readonly source?: RequestSource;
}

export async function passwordChanged(
  context: EngineContext,
  { userId, sessionId, source }: PasswordChange,
): Promise<PasswordNoted> {
  return transact<PasswordNoted>(context, {
    userId,
    source,
    decide: (decision, { account, now }) => {
      // Also for a user without an account: an attacker with the old password may have a token that permits enrolment.
      const known = account ?? newAccount(userId, now);
      const change = changePassword(known, toBase64url(decision.random(12)));
      const sessions = sessionsBefore(decision, change.events);
      return {
        change,
        answer: { kind: 'noted', sessions },
        after: async (engine) => ({
          kind: 'noted',
          sessions: await endSessions(engine, { userId, sessionId }, sessions),
        }),
      };
    },
  });
}
