import { betterAuth } from 'better-auth';
import { createAuthClient } from 'better-auth/client';
import { afterEach, expect, test, vi } from 'vitest';
import { factorkitClient } from '../src/client.ts';
import { ORIGIN, PASSWORD, setUpApp, signUp, startPortal } from './portal.ts';

const anna = 'anna@example.com';

afterEach(() => void vi.unstubAllGlobals());

/** The client of better-auth in a browser with cookies. */
async function startClient() {
  const portal = await startPortal();
  const owner = portal.browser();
  await signUp(owner, anna);
  const phone = await setUpApp(portal, owner);
  const browser = portal.browser();
  // A browser's `fetch` keeps the cookies.
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = request.method === 'GET' ? undefined : await request.text();
    const answer = await browser.send(request.method, pathname + search, body, {
      'content-type': 'application/json',
    });
    return new Response(answer.text, { status: answer.status, headers: answer.headers });
  });
  return { portal, phone };
}

test('FE8 the client asks for the code and updates the session', async () => {
  const { portal, phone } = await startClient();
  const pending: unknown[] = [];
  const client = createAuthClient({
    baseURL: ORIGIN,
    plugins: [factorkitClient({ onPending: (mfa) => void pending.push(mfa) })],
  });
  const signals = vi.fn();
  client.$store.listen('$sessionSignal', signals);
  await client.signIn.email({ email: anna, password: PASSWORD });
  expect(pending).toEqual([{ kind: 'challenge' }]);
  // Once with the subscription, and once some time after the sign-in.
  await vi.waitFor(() => expect(signals).toHaveBeenCalledTimes(2));
  signals.mockClear();
  portal.clock.advance(30_000);
  const body = { factorId: phone.factorId, response: phone.code() };
  const { data } = await client.mfa.POST('/challenge/verify', { body });
  expect(data).toMatchObject({ kind: 'complete' });
  expect(signals).toHaveBeenCalledOnce();
  const { data: session } = await client.getSession();
  // The types of the columns come with the plug-in.
  expect(session?.session.assurance?.amr).toEqual(['pwd', 'otp', 'mfa']);
  expect(session?.user.mfaEnrolled).toBe(true);
});

test('FE8 without a function for it, the client of better-auth opens the page', async () => {
  await startClient();
  const location = { href: '' };
  vi.stubGlobal('window', { location });
  const client = createAuthClient({ baseURL: ORIGIN, plugins: [factorkitClient()] });
  await client.signIn.email({ email: anna, password: PASSWORD });
  expect(location.href).toBe('/second-step');
});

test('FE8 the server has the types of the session', async () => {
  const { plugin, database } = await startPortal();
  const auth = betterAuth({ database, plugins: [plugin], baseURL: ORIGIN, logger: { disabled: true } });
  const session = await auth.api.getSession({ headers: new Headers() });
  const amr: readonly string[] | undefined = session?.session.assurance?.amr;
  const enrolled: boolean | null | undefined = session?.user.mfaEnrolled;
  expect([amr, enrolled]).toEqual([undefined, undefined]);
});
