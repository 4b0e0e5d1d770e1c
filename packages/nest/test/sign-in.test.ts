import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { enable, enterCode, logIn } from './phone.ts';
import { PLATFORMS, type PortalOptions, startPortal, type TestPortal } from './portal.ts';

async function opened(options: PortalOptions): Promise<TestPortal> {
  const portal = await startPortal(options);
  onTestFinished(() => portal.close());
  return portal;
}

describe.for(PLATFORMS)('on %s', (platform) => {
  let portal: TestPortal;
  beforeEach(async () => {
    portal = await opened({ platform });
  });

  test('who has no second factor is signed in by the password alone', async () => {
    const browser = openBrowser(portal);
    expect((await logIn(browser, 'anna')).json).toEqual({ kind: 'complete' });
    expect((await browser.open('/assurance')).json).toEqual({ amr: ['pwd'] });
  });

  test('a wrong password begins nothing', async () => {
    const browser = openBrowser(portal);
    expect((await logIn(browser, 'anna', 'guessed')).status).toBe(401);
    expect([...browser.cookies()]).toEqual([]);
  });

  test('who has one is signed in by a code after the password, in a session with a new id', async () => {
    const phone = await enable(portal, openBrowser(portal));
    const browser = openBrowser(portal);
    expect((await logIn(browser, 'anna')).json).toEqual({ kind: 'challenge' });
    expect([...browser.cookies().keys()]).toEqual(['__Host-factorkit']);
    expect((await browser.open('/assurance')).json).toEqual({ amr: [] });
    expect((await browser.open('/mfa/challenge')).json).toMatchObject({
      challenge: { purpose: 'sign-in', options: [{ factorId: phone.factorId }] },
    });

    const wrong = await enterCode(browser, phone, { response: '000000' });
    expect([wrong.status, wrong.json]).toMatchObject([422, { code: 'rejected' }]);
    expect((await browser.open('/assurance')).json).toEqual({ amr: [] });

    const done = await enterCode(browser, phone);
    expect(done.json).toMatchObject({ kind: 'complete', amr: ['pwd', 'otp', 'mfa'] });
    expect([...browser.cookies().keys()]).toEqual(['sid', '__Host-factorkit-device']);
    expect((await browser.open('/assurance')).json).toEqual({ amr: ['pwd', 'otp', 'mfa'] });
  });

  test('a trusted browser is not asked again, and its cookie is the only thing it needs', async () => {
    const phone = await enable(portal, openBrowser(portal));
    const browser = openBrowser(portal);
    await logIn(browser, 'anna');
    const body = { factorId: phone.factorId, response: phone.code(), trustDevice: true };
    await browser.open('/mfa/challenge/verify', { body });
    browser.setCookie('sid');
    const token = browser.cookies().get('__Host-factorkit-device');
    expect((await logIn(browser, 'anna')).json).toEqual({ kind: 'complete' });
    // It is another one each time, and came with the answer to the password.
    expect(browser.cookies().get('__Host-factorkit-device')).not.toBe(token);
  });

  test('every answer of the routes is a document of theirs: no such route, wrong method, another origin', async () => {
    const browser = openBrowser(portal);
    const foreign = { origin: 'https://evil.example' };
    for (const [sent, code] of [
      [browser.open('/mfa/nothing'), 'not-found'],
      [browser.open('/mfa/'), 'not-found'],
      [browser.open('/mfa/challenge/verify'), 'method-not-allowed'],
      [browser.open('/mfa/account?x=1'), 'query-not-allowed'],
      [browser.open('/mfa/challenge/verify', { body: {}, headers: foreign }), 'cross-site'],
      [browser.open('/mfa/account'), 'no-session'],
    ] as const) {
      const answer = await sent;
      expect([answer.headers.get('content-type'), answer.headers.get('cache-control'), answer.json]).toEqual([
        'application/problem+json',
        'no-store',
        expect.objectContaining({ code }),
      ]);
    }
    expect((await browser.open('/mfa/account', { method: 'HEAD' })).text).toBe('');
  });

  test('where the session store fails nobody is let in, and the answer does not say why', async () => {
    const browser = openBrowser(portal);
    await logIn(browser, 'anna');
    portal.sessions.broken = true;
    for (const path of ['/mfa/account', '/assurance', '/payouts']) {
      const failed = await browser.open(path);
      expect([failed.status, failed.text.includes('session store')]).toEqual([500, false]);
    }
  });
});

test('Fastify: the routes read what came, whatever the application parses', async () => {
  const portal = await opened({ platform: 'fastify' });
  const browser = openBrowser(portal);
  for (const [body, code] of [
    ['{"factorId":', 'malformed-json'],
    ['{"factorId":"a","factorId":"b","response":"1"}', 'input-invalid'],
    [JSON.stringify({ response: 'x'.repeat(20_000) }), 'body-too-large'],
  ] as const) {
    const answer = await browser.open('/mfa/challenge/verify', { body });
    expect(answer.json).toMatchObject({ code });
  }
  const xml = { 'content-type': 'text/xml' };
  expect((await browser.open('/mfa/challenge/verify', { body: '<a/>', headers: xml })).json).toMatchObject({
    code: 'not-json',
  });
});

test.for([{ bodyParser: false }, { rawBody: true }])(
  'Express with %o: the same, and a key that stands twice is seen',
  async (options) => {
    const portal = await opened({ platform: 'express', ...options });
    const body = '{"factorId":"a","factorId":"b","response":"1"}';
    const answer = await openBrowser(portal).open('/mfa/challenge/verify', { body });
    expect(answer.json).toMatchObject({ code: 'input-invalid' });
  },
);

test.for(PLATFORMS)('%s: below the global prefix of the application', async (platform) => {
  const portal = await opened({ platform, prepare: (app) => app.setGlobalPrefix('api') });
  const browser = openBrowser(portal);
  expect((await browser.open('/api/mfa/account')).json).toMatchObject({ code: 'no-session' });
  expect((await browser.open('/mfa/account')).json).not.toMatchObject({ code: 'no-session' });
});

test.for(PLATFORMS)('%s: outside of that prefix where the application excludes them', async (platform) => {
  const portal = await opened({
    platform,
    prepare: (app) => app.setGlobalPrefix('api', { exclude: ['mfa'] }),
  });
  const browser = openBrowser(portal);
  expect((await browser.open('/mfa/account')).json).toMatchObject({ code: 'no-session' });
  expect((await browser.open('/api/mfa/account')).json).not.toMatchObject({ code: 'no-session' });
});
