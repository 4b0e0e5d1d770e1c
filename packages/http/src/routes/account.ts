import { ok } from '../answer.ts';
import { accountView } from '../answers/account.ts';
import { type Exchange, route } from '../exchange.ts';
import { noSession } from '../problem.ts';
import type { Route } from '../route.ts';
import { object } from '../shape.ts';

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

export const accountRoutes: readonly Route<Exchange>[] = [view];
