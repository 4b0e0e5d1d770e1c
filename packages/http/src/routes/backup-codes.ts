import { object, optional } from '@factorkit/core/schema';
import { acknowledged, regenerated } from '../answers/changes.ts';
import { ok } from '../message/answer.ts';
import { noSession } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { CHANGE, ENROLLER } from '../problems/refusals.ts';
import { applyChange, endOrRenew } from '../route/apply-sign-in.ts';
import { enroller } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { factorId, token } from '../schema/fields.ts';

const regenerate = route({
  method: 'POST',
  path: 'backup-codes',
  operationId: 'regenerateBackupCodes',
  summary: 'Creates a new set of backup codes and shows it once. The old set becomes invalid.',
  caller: 'session',
  body: object({}),
  status: 201,
  response: regenerated,
  refusals: CHANGE,
  async run({ context }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await context.mfa.regenerateBackupCodes({ caller });
    if (outcome.kind !== 'regenerated') return refusal(outcome, context.now());
    const { added } = await endOrRenew(context, outcome.sessions, caller);
    return ok({ ...outcome, ...added });
  },
});

const acknowledge = route({
  method: 'POST',
  path: 'backup-codes/acknowledge',
  operationId: 'acknowledgeBackupCodes',
  summary: 'Confirms that the user has saved the backup codes. A set-up that waits for it must be named.',
  caller: 'session-or-challenge',
  body: object({ factorId: optional(factorId), token: optional(token) }),
  response: acknowledged,
  refusals: [...ENROLLER, 'no-backup-codes'],
  async run({ context, body }) {
    const { token: inBody, ...named } = body;
    const found = await enroller(context, inBody);
    if (found === undefined) return noSession();
    const outcome = await context.mfa.acknowledgeBackupCodes({ caller: found.caller, ...named });
    if (outcome.kind !== 'acknowledged') return refusal(outcome, context.now());
    const { body: changed, cookies } = await applyChange(context, outcome, found);
    return { ...ok({ ...outcome, ...changed }), cookies };
  },
});

export const backupCodeRoutes: readonly Route<RequestContext>[] = [regenerate, acknowledge];
