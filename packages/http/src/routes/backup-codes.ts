import { acknowledged, regenerated } from '../answers/changes.ts';
import { ok } from '../message/answer.ts';
import { noSession } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { CHANGE, ENROLLER } from '../problems/refusals.ts';
import { enroller } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { endOrRenew, settleChange } from '../route/settle.ts';
import { token } from '../schema/fields.ts';
import { object, optional } from '../schema/shape.ts';

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

export const backupCodeRoutes: readonly Route<RequestContext>[] = [regenerate, acknowledge];
