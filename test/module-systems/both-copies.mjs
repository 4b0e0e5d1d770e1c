// Loads Factorkit as ESM and as CommonJS in one process, and lets what one copy made be used by the other.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

process.env.NODE_ENV = 'test';
const require = createRequire(import.meta.url);
const names = [
  '@factorkit/core',
  '@factorkit/core/otp',
  '@factorkit/core/policy',
  '@factorkit/core/memory',
  '@factorkit/http',
  '@factorkit/testkit',
  '@factorkit/webauthn',
];
const esm = await Promise.all(names.map((name) => import(name)));
const cjs = names.map((name) => require(name));

for (const [one, other] of [
  [esm, cjs],
  [cjs, esm],
]) {
  const [core, otp, policy, memory] = one;
  const [otherCore, otherOtp, , , http, testkit, webauthn] = other;
  assert.notEqual(core.createMfa, otherCore.createMfa);

  const error = new core.MfaError('contention', 'busy');
  assert.ok(error instanceof otherCore.MfaError);
  assert.equal(http.faultResponse(error).status, 503);
  assert.ok(!(new Error('busy') instanceof otherCore.MfaError));

  const key = otp.prepareKey({ secret: new Uint8Array(20).fill(7) });
  assert.equal(otherOtp.generateTotp({ key, timeMs: 0 }), otp.generateTotp({ key, timeMs: 0 }));

  // One copy's engine over parts of the other: keys, storage, clock, an authenticator, a second method, a route.
  const { ports, clock } = testkit.createTestPorts();
  const mfa = core.createMfa({
    ...ports,
    storage: memory.createMemoryStorage({ clock: clock.now }),
    issuer: 'Example',
    methods: [
      otherCore.totp(),
      webauthn.webauthn({ rpId: 'a.example', rpName: 'A', origins: ['https://a.example'] }),
    ],
    policy: { ...policy.presetS1, recovery: [] },
    portal: { revokeSessions: async () => {} },
  });
  const app = await testkit.enrolApp({ mfa, clock, userId: 'anna' });
  const user = { accountName: 'anna' };
  const begun = await mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  assert.equal(begun.kind, 'challenge');
  const host = {
    currentUser: async () => undefined,
    raise: async () => ({ kind: 'raised' }),
    signOut: async () => {},
  };
  const response = await http.createMfaHandler({ mfa, host, clock: clock.now })(
    new Request('https://a.example/mfa/challenge/verify', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'https://a.example',
        'factorkit-challenge': begun.token,
      },
      body: JSON.stringify(app.answer()),
    }),
    {},
  );
  assert.equal(response.status, 200);
  assert.equal((await response.json()).kind, 'complete');
  const storage = { ...ports.storage, load: async () => Promise.reject(new Error('no connection')) };
  const portal = { revokeSessions: async () => {} };
  const options = { ...ports, storage, issuer: 'A', methods: [core.totp()], portal };
  await assert.rejects(
    otherCore
      .createMfa({ ...options, policy: { ...policy.presetS1, recovery: [] } })
      .beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } }),
    (thrown) => thrown instanceof core.MfaError && thrown.code === 'storage-failed',
  );
}
