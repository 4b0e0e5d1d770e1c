import { ok } from '../answer.ts';
import { enroller } from '../caller.ts';
import { type Exchange, route } from '../exchange.ts';
import { noSession } from '../problem.ts';
import { refusal } from '../refusal.ts';
import type { Route } from '../route.ts';
import { sentAnswer } from '../sent.ts';
import { endsHere, settleChange } from '../settle.ts';
import { anything, object, optional } from '../shape.ts';
import { contactId, factorId, label, method, token } from '../words.ts';

const begin = route({
  method: 'POST',
  path: 'factors',
  body: object({
    method,
    label: optional(label),
    contactId: optional(contactId),
    replaces: optional(factorId),
    token: optional(token),
  }),
  async run({ exchange, body }) {
    const { token: inBody, ...wanted } = body;
    const found = await enroller(exchange, inBody);
    if (found === undefined) return noSession();
    const begun = await exchange.mfa.beginEnrolment({ caller: found.caller, ...wanted });
    if (begun.kind !== 'begun') return refusal(begun, exchange.now());
    // RFC 3986 §4.2: relative to this route, wherever the portal has mounted it.
    return { ...ok(begun), status: 201, headers: { location: `factors/${begun.enrolment.factorId}` } };
  },
});

const resume = route({
  method: 'GET',
  path: 'factors/:id',
  body: object({}),
  async run({ exchange, id }) {
    const found = await enroller(exchange);
    if (found === undefined) return noSession();
    const begun = await exchange.mfa.resumeEnrolment({ caller: found.caller, factorId: id });
    return begun.kind === 'begun' ? ok(begun) : refusal(begun, exchange.now());
  },
});

const send = route({
  method: 'POST',
  path: 'factors/:id/send',
  body: object({ token: optional(token) }),
  async run({ exchange, body, id }) {
    const found = await enroller(exchange, body.token);
    if (found === undefined) return noSession();
    const outcome = await exchange.mfa.sendEnrolmentCode({ caller: found.caller, factorId: id });
    return sentAnswer(outcome, exchange.now());
  },
});

const confirm = route({
  method: 'POST',
  path: 'factors/:id/confirm',
  body: object({ response: anything, token: optional(token) }),
  async run({ exchange, body, id }) {
    const found = await enroller(exchange, body.token);
    if (found === undefined) return noSession();
    const outcome = await exchange.mfa.confirmEnrolment({
      caller: found.caller,
      factorId: id,
      response: body.response,
    });
    switch (outcome.kind) {
      case 'acknowledge':
        return ok(outcome);
      case 'active': {
        const { said, cookies } = await settleChange(exchange, outcome, found.channel);
        return { ...ok({ ...outcome, next: said }), cookies };
      }
      default:
        return refusal(outcome, exchange.now());
    }
  },
});

const rename = route({
  method: 'PATCH',
  path: 'factors/:id',
  body: object({ label }),
  async run({ exchange, body, id }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.renameFactor({ caller, factorId: id, label: body.label });
    return outcome.kind === 'renamed' ? ok(outcome) : refusal(outcome, exchange.now());
  },
});

const remove = route({
  method: 'DELETE',
  path: 'factors/:id',
  body: object({}),
  async run({ exchange, id }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.removeFactor({ caller, factorId: id });
    if (outcome.kind !== 'removed') return refusal(outcome, exchange.now());
    if (endsHere(outcome.sessions)) await exchange.session.signOut();
    return ok(outcome);
  },
});

const primary = route({
  method: 'PUT',
  path: 'primary',
  body: object({ factorId }),
  async run({ exchange, body }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.setPrimary({ caller, factorId: body.factorId });
    return outcome.kind === 'chosen' ? ok(outcome) : refusal(outcome, exchange.now());
  },
});

export const factorRoutes: readonly Route<Exchange>[] = [
  begin,
  resume,
  send,
  confirm,
  rename,
  remove,
  primary,
];
