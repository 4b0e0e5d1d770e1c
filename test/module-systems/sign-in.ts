import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { createMfa, MfaError, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { createMfaHandler } from '@factorkit/http';
import { webRequestOf } from '@factorkit/http/node';
import { createTestPorts, enrolApp } from '@factorkit/testkit';

/** Sets up an app and signs in with it: the `amr` of the session, and the status of a route without a session. */
export async function signInWithApp(): Promise<{ readonly amr: readonly string[]; readonly status: number }> {
  const { ports, clock } = createTestPorts();
  const policy = { ...presetS1, recovery: [] };
  const portal = { revokeSessions: async () => {} };
  const mfa = createMfa({ ...ports, issuer: 'Example', methods: [totp()], policy, portal });
  const app = await enrolApp({ mfa, clock, userId: 'anna' });
  const firstFactor = { method: 'password' } as const;
  const begun = await mfa.beginSignIn({ userId: 'anna', user: { accountName: 'anna' }, firstFactor });
  if (begun.kind !== 'challenge')
    throw new MfaError('input-invalid', `expected a challenge, got ${begun.kind}`);
  const verified = await mfa.verify({ token: begun.token, ...app.answer() });
  if (verified.kind !== 'complete') throw new Error(`expected a complete sign-in, got ${verified.kind}`);
  const handler = createMfaHandler({
    mfa,
    host: {
      currentUser: async () => undefined,
      raise: async () => ({ kind: 'raised' }),
      signOut: async () => {},
    },
  });
  const request = webRequestOf(new IncomingMessage(new Socket()), {
    protocol: 'https',
    host: 'a.example',
    url: '/mfa/account',
  });
  const response = await handler(request ?? new Request('https://a.example/mfa/account'), {});
  return { amr: verified.assurance.amr, status: response.status };
}
