import { assertNever, type Intent, type SignedIn } from '@factorkit/core';
import { byKey, method, object, oneOf, optional, type Schema, textOf } from '@factorkit/core/schema';
import { type SteppedUp, steppedUp } from '../answers/sign-in-state.ts';
import { inputInvalid } from '../body/body.ts';
import { type Answer, ok } from '../message/answer.ts';
import { noSession, type ProblemAnswer } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { CHANGE } from '../problems/refusals.ts';
import { appliedAnswer, completed, handOver } from '../route/apply-sign-in.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import type { TokenChannel } from '../route/token-channel.ts';
import { factorId, password } from '../schema/fields.ts';

/**
 * The intents that a client may send. `requirement` is not among them: only the program sets a requirement, see
 * `createAssuranceGuard`.
 */
const intent = byKey('kind', {
  enrol: object({ kind: oneOf('enrol'), method, replaces: optional(factorId) }),
  remove: object({ kind: oneOf('remove'), factorId }),
  'set-primary': object({ kind: oneOf('set-primary'), factorId }),
  action: object({ kind: oneOf('action'), name: textOf({ max: 64 }) }),
  'regenerate-backup-codes': object({ kind: oneOf('regenerate-backup-codes') }),
  manage: object({ kind: oneOf('manage') }),
});

const channel: Schema<TokenChannel> = oneOf('cookie', 'body');

/** Takes either a fresh password or an intent. */
const reauthenticate = route({
  method: 'POST',
  path: 'reauthenticate',
  operationId: 'reauthenticate',
  summary:
    'Accepts a fresh password, or starts a challenge for the factor that a later change requires. Send one of the two.',
  caller: 'session',
  body: object({ password: optional(password), intent: optional(intent), tokenIn: optional(channel) }),
  response: steppedUp,
  refusals: [...CHANGE, 'rejected', 'locked'],
  async run({ context, body }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    if (body.password !== undefined && body.intent === undefined)
      return byPassword(context, caller, body.password);
    if (body.intent === undefined || body.password !== undefined) {
      return inputInvalid({ path: 'intent', expected: 'either a password or an intent' });
    }
    return byFactor(context, caller, body.intent, body.tokenIn ?? context.ownChannel);
  },
});

export const reauthenticationRoutes: readonly Route<RequestContext>[] = [reauthenticate];

type Reauthenticated = Answer<SteppedUp> | ProblemAnswer;

async function byPassword(
  context: RequestContext,
  caller: SignedIn,
  given: string,
): Promise<Reauthenticated> {
  const outcome = await context.mfa.reauthenticate({ caller, password: given });
  if (outcome.kind !== 'complete') return refusal(outcome, context.now());
  const raised = await context.session.raise(outcome.assurance, caller.sessionId);
  if (raised.kind === 'session-ended') return noSession();
  const { session } = raised;
  return ok({ ...completed(outcome.assurance), ...(session === undefined ? {} : { session }) });
}

async function byFactor(
  context: RequestContext,
  caller: SignedIn,
  wanted: Intent,
  to: TokenChannel,
): Promise<Reauthenticated> {
  const outcome = await context.mfa.beginStepUp({ caller, intent: wanted });
  switch (outcome.kind) {
    case 'complete':
      // The session already proves enough: there is no new assurance to store.
      return ok(completed(outcome.assurance));
    case 'challenge': {
      const { kind, challenge, token } = outcome;
      return appliedAnswer(
        handOver<SteppedUp & { readonly kind: 'challenge' }>({ kind, challenge }, token, to),
      );
    }
    case 'proof-required':
    case 'enrol':
    case 'denied':
      return refusal(outcome, context.now());
    default:
      return assertNever(outcome);
  }
}
