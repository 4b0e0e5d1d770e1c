import { ok } from '../answer.ts';
import { acknowledged, regenerated } from '../answers/changes.ts';
import { enroller } from '../caller.ts';
import { type Exchange, route } from '../exchange.ts';
import { noSession } from '../problem.ts';
import { refusal } from '../refusal.ts';
import { CHANGE, ENROLLER } from '../refusals.ts';
import type { Route } from '../route.ts';
import { endOrRenew, settleChange } from '../settle.ts';
import { object, optional } from '../shape.ts';
import { token } from '../words.ts';

const regenerate = route({
  method: 'POST',
  path: 'backup-codes',
  operationId: 'regenerateBackupCodes',
  summary: 'A new set of backup codes, shown this once; the old set dies with it.',
  caller: 'session',
  body: object({}),
  status: 201,
  says: regenerated,
  refusals: CHANGE,
  async run({ exchange }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.regenerateBackupCodes({ caller });
    if (outcome.kind !== 'regenerated') return refusal(outcome, exchange.now());
    await endOrRenew(exchange, outcome.sessions, caller);
    return ok(outcome);
  },
});

const acknowledge = route({
  method: 'POST',
  path: 'backup-codes/acknowledge',
  operationId: 'acknowledgeBackupCodes',
  summary: 'The user’s word that the backup codes are kept.',
  caller: 'session-or-challenge',
  body: object({ token: optional(token) }),
  says: acknowledged,
  refusals: [...ENROLLER, 'no-backup-codes'],
  async run({ exchange, body }) {
    const found = await enroller(exchange, body.token);
    if (found === undefined) return noSession();
    const outcome = await exchange.mfa.acknowledgeBackupCodes({ caller: found.caller });
    if (outcome.kind !== 'acknowledged') return refusal(outcome, exchange.now());
    const { said, cookies } = await settleChange(exchange, outcome, found);
    return { ...ok({ ...outcome, next: said }), cookies };
  },
});

export const backupCodeRoutes: readonly Route<Exchange>[] = [regenerate, acknowledge];
