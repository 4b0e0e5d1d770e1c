import { assertNever, type Intent, type SignedIn } from '@factorkit/core';
import { type SteppedUp, steppedUp } from '../answers/standing.ts';
import { inputInvalid } from '../body/body.ts';
import { type Answer, ok } from '../message/answer.ts';
import { noSession, type ProblemAnswer } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { CHANGE } from '../problems/refusals.ts';
import { isTokenChannel, type TokenChannel } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { completed, handOver, settledAnswer } from '../route/settle.ts';
import { factorId, method, password } from '../schema/fields.ts';
import { byKind, matching, object, optional, type Reader, text, word } from '../schema/shape.ts';

/**
 * What a client may say is to follow. A `requirement` is not among them: what something takes is the program's to say,
 * see `createAssuranceGuard`.
 */
const intent: Reader<Intent> = byKind<Intent>({
  enrol: object({ kind: word('enrol'), method, replaces: optional(factorId) }),
  remove: object({ kind: word('remove'), factorId }),
  'set-primary': object({ kind: word('set-primary'), factorId }),
  action: object({ kind: word('action'), name: text({ maxLength: 64 }) }),
  'regenerate-backup-codes': object({ kind: word('regenerate-backup-codes') }),
  manage: object({ kind: word('manage') }),
});

const channel: Reader<TokenChannel> = matching(isTokenChannel, {
  expected: 'cookie or body',
  schema: { enum: ['cookie', 'body'] },
});

/** A fresh password, or a challenge for the factor that a coming change asks for: one of the two. */
const reauthenticate = route({
  method: 'POST',
  path: 'reauthenticate',
  operationId: 'reauthenticate',
  summary: 'A fresh password, or a challenge for the factor that a coming change asks for: one of the two.',
  caller: 'session',
  body: object({ password: optional(password), intent: optional(intent), tokenIn: optional(channel) }),
  says: steppedUp,
  refusals: [...CHANGE, 'rejected', 'locked'],
  async run({ exchange, body }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    if (body.password !== undefined && body.intent === undefined)
      return byPassword(exchange, caller, body.password);
    if (body.intent === undefined || body.password !== undefined) {
      return inputInvalid({ path: 'intent', expected: 'either a password or an intent' });
    }
    return byFactor(exchange, caller, body.intent, body.tokenIn ?? 'cookie');
  },
});

export const reauthenticationRoutes: readonly Route<RequestContext>[] = [reauthenticate];

type Reauthenticated = Answer<SteppedUp> | ProblemAnswer;

async function byPassword(
  exchange: RequestContext,
  caller: SignedIn,
  given: string,
): Promise<Reauthenticated> {
  const outcome = await exchange.mfa.reauthenticate({ caller, password: given });
  if (outcome.kind !== 'complete') return refusal(outcome, exchange.now());
  const raised = await exchange.session.raise(outcome.assurance, caller.sessionId);
  if (raised.kind === 'session-ended') return noSession();
  const { session } = raised;
  return ok({ ...completed(outcome.assurance), ...(session === undefined ? {} : { session }) });
}

async function byFactor(
  exchange: RequestContext,
  caller: SignedIn,
  wanted: Intent,
  to: TokenChannel,
): Promise<Reauthenticated> {
  const outcome = await exchange.mfa.beginStepUp({ caller, intent: wanted });
  switch (outcome.kind) {
    case 'complete':
      // The session shows enough already: there is nothing new to raise it with.
      return ok(completed(outcome.assurance));
    case 'challenge': {
      const { kind, challenge, token } = outcome;
      return settledAnswer(
        handOver<SteppedUp & { readonly kind: 'challenge' }>({ kind, challenge }, token, to),
      );
    }
    case 'proof-required':
    case 'enrol':
    case 'denied':
      return refusal(outcome, exchange.now());
    default:
      return assertNever(outcome);
  }
}
