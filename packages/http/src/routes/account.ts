import { ok } from '../answer.ts';
import { type Exchange, route } from '../exchange.ts';
import { noSession } from '../problem.ts';
import type { Route } from '../route.ts';
import { object } from '../shape.ts';

const view = route({
  method: 'GET',
  path: 'account',
  body: object({}),
  async run({ exchange }) {
    const caller = await exchange.session.currentUser();
    return caller === undefined ? noSession() : ok(await exchange.mfa.describe({ caller }));
  },
});

export const accountRoutes: readonly Route<Exchange>[] = [view];
