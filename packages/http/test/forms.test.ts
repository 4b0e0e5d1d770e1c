import { describe, expect, test } from 'vitest';
import { openFormPortal, type Page } from './form-portal.ts';

describe('a form of the portal’s own page', () => {
  test('does what the JSON would, and the page that follows is the portal’s', async () => {
    const { send, page, answers, code } = openFormPortal();
    const one = await page({ sessionId: 's1' });
    const answered = await send('factors', { method: 'totp', label: '' }, one);
    expect([answered.status, answered.headers.get('location')]).toEqual([303, 'https://portal.example/next']);
    expect(answered.headers.get('cache-control')).toBe('no-store');
    expect(answered.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answers[0]).toMatchObject({
      route: { operationId: 'beginEnrolment', method: 'POST', path: 'factors' },
      status: 201,
      body: { kind: 'begun', enrolment: { method: 'totp' } },
    });
    const { factorId, setup } = Object(answers[0]?.body.enrolment);
    await send(`factors/${factorId}/confirm`, { response: code(setup.uri) }, one);
    expect(answers[1]).toMatchObject({ status: 200, body: { kind: 'active' }, route: { id: factorId } });
    // HTML knows neither PATCH nor DELETE.
    await send(`factors/${factorId}`, { _method: 'PATCH', label: 'Büro ☎' }, one);
    await send('primary', { _method: 'PUT', factorId }, one);
    await send('reauthenticate', { 'intent.kind': 'remove', 'intent.factorId': factorId }, one);
    await send(`factors/${factorId}`, { _method: 'DELETE' }, one);
    expect(answers.slice(2).map(({ route, body }) => [route?.operationId, body.kind])).toEqual([
      ['renameFactor', 'renamed'],
      ['choosePrimary', 'chosen'],
      ['reauthenticate', 'complete'],
      ['removeFactor', 'removed'],
    ]);
  });

  test('sets the cookies of Factorkit on the page that follows', async () => {
    const { send, page, code, answers } = openFormPortal();
    const one = await page();
    await send('factors', { method: 'totp' }, one);
    const { factorId, setup } = Object(answers[0]?.body.enrolment);
    const confirmed = await send(`factors/${factorId}/confirm`, { response: code(setup.uri) }, one);
    expect(confirmed.headers.getSetCookie()).toEqual([
      '__Host-factorkit=; Path=/; HttpOnly; SameSite=Lax; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0',
      expect.stringMatching(
        /^__Host-factorkit-device=k\..*; HttpOnly; SameSite=Lax; Secure; Max-Age=7776000$/,
      ),
    ]);
  });

  test('knows texts alone: `true` is a wish where a wish is read, and a password where a password is', async () => {
    const { send, answers } = openFormPortal();
    await send('reauthenticate', { password: 'true' });
    expect(answers.at(-1)?.body).toMatchObject({ kind: 'complete' });
    await send('challenge/verify', { response: '1', trustDevice: 'true' });
    expect(answers.at(-1)?.body).toMatchObject({ code: 'no-challenge' });
    await send('challenge/verify', { response: '1', trustDevice: 'false' });
    expect(answers.at(-1)?.body).toMatchObject({ code: 'input-invalid', path: 'trustDevice' });
    await send('challenge/verify', { response: '1', trustDevice: '' });
    expect(answers.at(-1)?.body).toMatchObject({ code: 'no-challenge' });
  });

  test.each<[string, string, object]>([
    ['challenge/verify', 'response=1&response=2', { code: 'input-invalid', path: 'response' }],
    [
      'factors',
      'method=totp&secret=AAAA',
      { code: 'input-invalid', path: 'secret', expected: 'no such key' },
    ],
    ['factors', 'method=totp&__proto__.label=x', { code: 'input-invalid', path: '__proto__' }],
    ['factors', '', { code: 'input-invalid', path: 'method' }],
    ['factors', 'method=', { code: 'input-invalid', path: 'method' }],
    ['factors', `method=totp&label=${'x'.repeat(65)}`, { code: 'input-invalid', path: 'label' }],
    ['factors', 'method=%E4', { code: 'malformed-form', status: 400 }],
    ['factors', `method=${'x'.repeat(17_000)}`, { code: 'body-too-large', status: 413, limitBytes: 16_384 }],
    ['factors', 'method=totp&_method=GET', { code: 'input-invalid', path: '_method' }],
    ['factors', 'method=totp&_method=delete', { code: 'input-invalid', path: '_method' }],
    ['factors', '_method=DELETE', { code: 'method-not-allowed', status: 405 }],
    ['account', '', { code: 'method-not-allowed', status: 405 }],
    ['nothing', '', { code: 'not-found', status: 404 }],
    ['factors?x', 'method=totp', { code: 'query-not-allowed', status: 400 }],
  ])('to %s with %j is refused as JSON would be', async (path, fields, refusal) => {
    const { send, answers } = openFormPortal();
    expect((await send(path, fields)).status).toBe(303);
    expect(answers.at(-1)?.body).toMatchObject(refusal);
  });

  test.each<[Readonly<Record<string, string>>, string]>([
    [{ 'sec-fetch-site': 'cross-site' }, 'cross-site'],
    [{ 'sec-fetch-site': 'same-site' }, 'cross-site'],
    [{ 'sec-fetch-site': 'none', origin: 'https://evil.example' }, 'cross-site'],
    [{ 'sec-fetch-site': 'none', origin: 'null' }, 'cross-site'],
  ])('that says it comes from %j is refused, with the right token too', async (headers, code) => {
    const { send, answers } = openFormPortal();
    await send('factors', { method: 'totp' }, undefined, headers);
    expect(answers.at(-1)).toMatchObject({ status: 403, body: { code } });
  });
});

describe('without the option, or in another form', () => {
  test('a form is refused with 415', async () => {
    const { send } = openFormPortal(undefined as never, { forms: undefined } as never);
    const refused = await send('factors', { method: 'totp' });
    expect([refused.status, await refused.json()]).toMatchObject([415, { code: 'not-json' }]);
  });

  test.each([
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded; charset=iso-8859-1' },
    { 'content-encoding': 'gzip' },
  ])('%j is refused with 415', async (headers) => {
    const { send, answers } = openFormPortal();
    expect((await send('factors', { method: 'totp' }, undefined, headers)).status).toBe(415);
    expect(answers).toEqual([]);
  });

  test('a form that is no POST is refused with 415: no page sends one', async () => {
    const { send, answers } = openFormPortal();
    const refused = await send('primary', { factorId: 'x' }, undefined, {}, 'PUT');
    expect([refused.status, answers]).toEqual([415, []]);
  });

  test('JSON is taken as ever, and needs no token', async () => {
    const { send, answers } = openFormPortal();
    const none: Page = { visit: {}, token: '', cookie: '' };
    const begun = await send('factors', '{"method":"totp"}', none, { 'content-type': 'application/json' });
    expect([begun.status, (await begun.json()).kind, answers]).toEqual([201, 'begun', []]);
  });
});

describe('a portal that fails', () => {
  const secret = new Error('redis://10.0.0.7 hunter2');

  test('to make the page is answered with a problem document, and only onError hears why', async () => {
    for (const respond of [() => Promise.reject(secret), () => undefined as never]) {
      const { send, heard } = openFormPortal({ respond });
      const failed = await send('factors', { method: 'totp' });
      expect([failed.status, failed.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
      expect(await failed.text()).not.toContain('hunter2');
      expect(heard).toHaveLength(1);
    }
  });

  test('to say whose session it is lets nobody in, and still makes the page', async () => {
    const { send, answers, heard } = openFormPortal({ sessionId: () => Promise.reject(secret) });
    expect((await send('factors', { method: 'totp' })).status).toBe(303);
    expect(answers).toMatchObject([{ status: 500, body: { code: 'internal' } }]);
    expect(heard).toMatchObject([{ code: 'portal-failed', cause: secret }]);
  });

  test('without a page to make does not start', () => {
    expect(() => openFormPortal({ respond: undefined as never })).toThrow('forms.respond is not a function');
  });
});
