import { object } from '@factorkit/core/schema';
import { trustedDevices } from '../answers/account.ts';
import { devicesRevoked } from '../answers/changes.ts';
import { ok } from '../message/answer.ts';
import { noSession } from '../problems/problem.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';

const list = route({
  method: 'GET',
  path: 'trusted-devices',
  operationId: 'listTrustedDevices',
  summary: 'The trusted browsers.',
  caller: 'session',
  body: object({}),
  response: trustedDevices,
  refusals: ['no-session'],
  async run({ context }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    return ok({ devices: await context.mfa.listTrustedDevices({ caller }) });
  },
});

const revokeAll = route({
  method: 'DELETE',
  path: 'trusted-devices',
  operationId: 'revokeTrustedDevices',
  summary: 'Ends the trust in all browsers, this one included.',
  caller: 'session',
  body: object({}),
  response: devicesRevoked,
  refusals: ['no-session'],
  async run({ context }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await context.mfa.revokeTrustedDevices({ caller, all: true });
    return { ...ok(outcome), cookies: [{ kind: 'clear', cookie: 'device' }] };
  },
});

const revoke = route({
  method: 'DELETE',
  path: 'trusted-devices/:id',
  operationId: 'revokeTrustedDevice',
  summary: 'Ends the trust in one browser. A count of 0 means that it was not trusted any more.',
  caller: 'session',
  body: object({}),
  response: devicesRevoked,
  refusals: ['no-session'],
  async run({ context, id }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    return ok(await context.mfa.revokeTrustedDevices({ caller, deviceId: id }));
  },
});

export const trustedDeviceRoutes: readonly Route<RequestContext>[] = [list, revokeAll, revoke];
