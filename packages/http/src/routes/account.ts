import { accountView } from '../answers/account.ts';
import { ok } from '../message/answer.ts';
import { noSession } from '../problems/problem.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { object } from '../schema/shape.ts';

const view = route({
  method: 'GET',
  path: 'account',
  operationId: 'viewAccount',
  summary:
    'The settings page in one value: factors, backup codes, trusted browsers, and what may be changed.',
  caller: 'session',
  body: object({}),
  says: accountView,
  refusals: ['no-session'],
  async run({ exchange }) {
    const caller = await exchange.session.currentUser();
    return caller === undefined ? noSession() : ok(await exchange.mfa.describe({ caller }));
  },
});

export const accountRoutes: readonly Route<RequestContext>[] = [view];
