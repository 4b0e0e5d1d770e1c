import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBrowser, createFakeClock } from '@factorkit/testkit';
import { expect, onTestFinished, test } from 'vitest';

/** Answers with what it was asked, and with these cookies. */
function mirror(...cookies: readonly string[]): (request: Request) => Promise<Response> {
  return async (request) => {
    const { method, url } = request;
    const sent = Object.fromEntries(request.headers);
    const response = Response.json({ method, url, sent, body: await request.text() });
    for (const line of cookies) response.headers.append('set-cookie', line);
    return response;
  };
}

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly sent: Readonly<Record<string, string>>;
  readonly body: string;
}

test('a browser asks as a page of the portal would, and sends JSON', async () => {
  const browser = createBrowser({ origin: 'https://portal.example', fetch: mirror() });
  const { json: read } = await browser.get<Seen>('/me');
  expect(read).toMatchObject({ method: 'GET', url: 'https://portal.example/me', sent: {}, body: '' });
  expect(read.sent).not.toHaveProperty('origin');
  const { json: written } = await browser.post<Seen>('/login', { name: 'anna' });
  expect(written).toMatchObject({ method: 'POST', body: '{"name":"anna"}' });
  expect(written.sent).toMatchObject({
    origin: 'https://portal.example',
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  });
  expect((await browser.post<Seen>('/')).json.body).toBe('{}');
  const { json: removed } = await browser.send<Seen>('DELETE', '/factors/1');
  expect(removed).toMatchObject({ method: 'DELETE', body: '', sent: { origin: 'https://portal.example' } });
});

test('a browser keeps its cookies until they expire or are taken back, and no other has them', async () => {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 0, 1) });
  const lines = [
    'sid=a=b; Path=/; HttpOnly',
    'short=1; Max-Age=60; Expires=Wed, 01 Jan 2031 00:00:00 GMT',
    'dated=2; expires=Thu, 01 Jan 2026 00:02:00 GMT',
  ];
  const answers = [mirror(...lines), mirror(), mirror('sid=; Max-Age=0')];
  const fetch = (request: Request): Promise<Response> => (answers.shift() ?? mirror())(request);
  const browser = createBrowser({ fetch, clock: clock.now });
  expect((await browser.get<Seen>('/')).json.sent).not.toHaveProperty('cookie');
  expect((await browser.get<Seen>('/')).json.sent.cookie).toBe('sid=a=b; short=1; dated=2');
  clock.advance(59_999);
  expect([...browser.cookies().keys()]).toEqual(['sid', 'short', 'dated']);
  clock.advance(1);
  expect([...browser.cookies()]).toEqual([
    ['sid', 'a=b'],
    ['dated', '2'],
  ]);
  clock.advance(60_000);
  expect([...browser.cookies().keys()]).toEqual(['sid']);
  await browser.get('/');
  expect(browser.cookies().size).toBe(0);
  expect(createBrowser({ fetch }).cookies().size).toBe(0);
});

test('a browser reaches a server, follows no redirect, and says where a body is no JSON', async () => {
  const server = createServer((request, response) => {
    response.writeHead(303, { location: '/home', 'set-cookie': 'sid=1' });
    response.end(`${request.headers.cookie ?? 'no cookie'}, ${request.headers.origin}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = createBrowser({ origin });
  const first = await browser.post('/login');
  expect([first.status, first.headers.get('location'), first.json]).toEqual([303, '/home', undefined]);
  expect(first.text).toBe(`no cookie, ${origin}`);
  expect((await browser.post('/login')).text).toBe(`sid=1, ${origin}`);
});

test('a browser sends the headers of the test, and says nothing of its own about the site then', async () => {
  const browser = createBrowser({ origin: 'https://portal.example', fetch: mirror() });
  browser.setCookie('sid', '1');
  const { json } = await browser.send<Seen>('POST', '/', '{', { origin: 'https://evil.example' });
  expect(json).toMatchObject({ body: '{', sent: { origin: 'https://evil.example', cookie: 'sid=1' } });
  expect(json.sent).not.toHaveProperty('sec-fetch-site');
  browser.setCookie('sid');
  const typed = await browser.send<Seen>('PUT', '/', 'x', { 'Content-Type': 'text/plain' });
  expect(typed.json.sent).toMatchObject({ 'content-type': 'text/plain', origin: 'https://portal.example' });
  expect(typed.json.sent).not.toHaveProperty('cookie');
  expect(typed.at('sent.origin')).toBe('https://portal.example');
  expect(() => typed.at('sent.cookie')).toThrow('no text at sent.cookie');
});

test('a browser sends the form whose action it is told, with the hidden fields of that form, and follows redirects', async () => {
  const page = `<form action="/out"><input type="hidden" name="token" value="a&amp;b"></form>
    <form action="/code?from=%2F"><input type="hidden" name="step" value="2"><input name="code"></form>`;
  const sent: string[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    sent.push(`${request.method} ${pathname}${search} ${await request.text()}`);
    if (pathname === '/form') return new Response(page);
    return new Response('', { status: 303, headers: { location: pathname === '/home' ? '/form' : '/home' } });
  };
  const browser = createBrowser({ fetch });
  const opened = await browser.open('/home');
  expect([opened.path, opened.forms[1]]).toEqual([
    '/form',
    { action: '/code?from=%2F', hidden: { step: '2' }, asks: ['code'] },
  ]);
  const done = await browser.submit(opened, { code: '1' }, '/code');
  expect([done.status, (await browser.follow(done)).path]).toEqual([303, '/form']);
  await browser.submit('/form', {}, '/out');
  await browser.submit('/form', {}, '/elsewhere');
  expect(sent.filter((line) => line.startsWith('POST'))).toEqual([
    'POST /code?from=%2F step=2&code=1',
    'POST /out token=a%26b',
    'POST /elsewhere token=a%26b&step=2',
  ]);
});
