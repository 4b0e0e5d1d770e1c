import { object } from '@factorkit/core/schema';
import { accountView } from '../answers/account.ts';
import { ok } from '../message/answer.ts';
import { noSession } from '../problems/problem.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';

const view = route({
  method: 'GET',
  path: 'account',
  operationId: 'viewAccount',
  summary:
    'Everything for the settings page: factors, backup codes, trusted browsers, and what may be changed.',
  caller: 'session',
  body: object({}),
  response: accountView,
  refusals: ['no-session'],
  async run({ context }) {
    const caller = await context.session.currentUser();
    return caller === undefined ? noSession() : ok(await context.mfa.describe({ caller }));
  },
});

export const accountRoutes: readonly Route<RequestContext>[] = [view];
