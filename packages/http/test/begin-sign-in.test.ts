import { type Assurance, createMfa, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { authenticatorFromUri, createTestPorts } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { createMfaHandler, type MfaHost } from '../src/index.ts';

interface Visit {
  readonly signedIn?: Assurance;
}

const user = { accountName: 'anna' };
const after = { userId: 'u-1', user, firstFactor: { method: 'password' } } as const;
const request = (cookie?: string) =>
  new Request('https://portal.example/login', { headers: cookie ? { cookie } : {} });

function start(session: { readonly [member: string]: unknown } = { accessToken: 'a' }) {
  const { ports, clock } = createTestPorts();
  const portal = { revokeSessions: async () => {} };
  const policy = { ...presetS1, recovery: [] };
  const mfa = createMfa({ ...ports, issuer: 'Example', methods: [totp()], policy, portal });
  const raised: Assurance[] = [];
  const host: MfaHost<Visit> = {
    currentUser: async ({ signedIn }) =>
      signedIn && { userId: 'u-1', user, assurance: signedIn, sessionId: 's' },
    raise: async (_visit, assurance) => {
      raised.push(assurance);
      return { kind: 'raised', session };
    },
    signOut: async () => {},
  };
  const enrol = async (): Promise<void> => {
    const signIn = await mfa.beginSignIn(after);
    if (signIn.kind !== 'complete') throw new Error(signIn.kind);
    const caller = { userId: 'u-1', user, assurance: signIn.assurance };
    const begun = await mfa.beginEnrolment({ caller, method: 'totp' });
    if (begun.kind !== 'begun' || !('uri' in begun.enrolment.setup)) throw new Error(begun.kind);
    const { factorId, setup } = begun.enrolment;
    const response = authenticatorFromUri(String(setup.uri)).code(clock.now());
    expect(await mfa.confirmEnrolment({ caller, factorId, response })).toMatchObject({ kind: 'active' });
  };
  return { raised, enrol, handle: createMfaHandler({ mfa, host, clock: clock.now }) };
}

test('FE2 a complete sign-in raises the session, and the answer has what raise added', async () => {
  const { handle, raised } = start();
  const response = await handle.beginSignIn(request(), {}, after);
  expect(await response.json()).toMatchObject({ kind: 'complete', session: { accessToken: 'a' } });
  expect(raised).toMatchObject([{ userId: 'u-1', level: 'single-factor' }]);
});

test('FE2 a browser gets the challenge token in a cookie, also at its first visit; an app asks for it in the body', async () => {
  const { handle, raised, enrol } = start();
  await enrol();
  const browser = await handle.beginSignIn(request(), {}, after);
  expect(await browser.json()).toEqual({ kind: 'challenge', challenge: expect.anything() });
  expect(browser.headers.getSetCookie().join()).toContain('__Host-factorkit=');
  const app = await handle.beginSignIn(request(), {}, { ...after, tokenIn: 'body' });
  expect(await app.json()).toMatchObject({ kind: 'challenge', token: expect.any(String) });
  expect(app.headers.getSetCookie()).toEqual([]);
  expect(raised).toEqual([]);
});

class Entity {
  readonly passwordHash = '$2b$10$';
}

test('FE2 an entity of the portal is not sent: only the portal would remove its secrets', async () => {
  for (const session of [{ user: new Entity() }, { users: [{ own: new Entity() }] }]) {
    const { handle } = start(session);
    await expect(handle.beginSignIn(request(), {}, after)).rejects.toThrow('instance of a class');
  }
});
