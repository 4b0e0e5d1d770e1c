import { ok } from '../answer.ts';
import { type Exchange, route } from '../exchange.ts';
import { noSession } from '../problem.ts';
import type { Route } from '../route.ts';
import { object } from '../shape.ts';

const list = route({
  method: 'GET',
  path: 'trusted-devices',
  body: object({}),
  async run({ exchange }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    return ok({ devices: await exchange.mfa.listTrustedDevices({ caller }) });
  },
});

const revokeAll = route({
  method: 'DELETE',
  path: 'trusted-devices',
  body: object({}),
  async run({ exchange }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.revokeTrustedDevices({ caller });
    return { ...ok(outcome), cookies: [{ kind: 'clear', cookie: 'device' }] };
  },
});

const revoke = route({
  method: 'DELETE',
  path: 'trusted-devices/:id',
  body: object({}),
  async run({ exchange, id }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    return ok(await exchange.mfa.revokeTrustedDevices({ caller, deviceId: id }));
  },
});

export const trustedDeviceRoutes: readonly Route<Exchange>[] = [list, revokeAll, revoke];
