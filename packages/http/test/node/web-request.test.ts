import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { headersOf, nodeListener, sendWebResponse, webRequestOf } from '../../src/node/index.ts';
import { listen } from './server.ts';

function outside(req: IncomingMessage): { readonly protocol: string; readonly host: string | undefined } {
  return { protocol: 'http', host: req.headers.host };
}

test('method, URL, headers and body come over as they were sent', async () => {
  const { origin } = await listen(
    nodeListener(async (seen) =>
      Response.json({
        url: seen.url,
        method: seen.method,
        cookie: seen.headers.get('cookie'),
        body: await seen.text(),
      }),
    ),
  );
  const answer = await fetch(`${origin}/a%20b/c?d=e`, {
    method: 'PATCH',
    body: 'Büro ☎',
    headers: { cookie: 'a=1; b=2' },
  });
  expect(await answer.json()).toEqual({
    url: `${origin}/a%20b/c?d=e`,
    method: 'PATCH',
    cookie: 'a=1; b=2',
    body: 'Büro ☎',
  });
});

test('a path is never read as another host: two slashes in front, or a whole URL in the request line', async () => {
  const { raw } = await listen(nodeListener(async (seen) => new Response(seen.url)));
  for (const [line, url] of [
    ['//evil.example/account', 'http://a.example//evil.example/account'],
    ['http://evil.example/account', 'http://a.example/account'],
    ['HTTPS://evil.example/account', 'http://a.example/account'],
  ]) {
    const answer = await raw(`GET ${line} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n`);
    expect(answer).toContain(`\r\n\r\n${url}`);
  }
});

test('A-3 what no Request can be made of is undefined: TRACE, and a Host that is missing, none, or more than one', async () => {
  const seen: unknown[] = [];
  const { raw } = await listen((req, res) => {
    seen.push(webRequestOf(req, outside(req)));
    res.end();
  });
  for (const head of [
    'TRACE / HTTP/1.1\r\nHost: a.example',
    'GET / HTTP/1.1\r\nHost: a b<',
    'GET / HTTP/1.1\r\nHost:',
    // Only HTTP/1.0 may leave it out altogether.
    'GET / HTTP/1.0',
    'GET * HTTP/1.1\r\nHost: a.example:99999',
    // A host and more: the path would be another one, or no Request could be made of it.
    'GET /account HTTP/1.1\r\nHost: a.example/factors?',
    'GET /account HTTP/1.1\r\nHost: a.example#',
    'GET /account HTTP/1.1\r\nHost: user@a.example',
    'GET /account HTTP/1.1\r\nHost: a.example\\factors',
  ]) {
    await raw(`${head}\r\nConnection: close\r\n\r\n`);
  }
  expect(seen).toEqual(Array.from({ length: 9 }, () => undefined));
});

test('a body that nobody reads is dropped, and the connection goes on', async () => {
  const { origin, server } = await listen(nodeListener(async () => new Response(null, { status: 415 })));
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const send = (): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const outgoing = request(origin, { agent, method: 'POST' }, (incoming) => {
        incoming.resume();
        incoming.on('end', () => resolve(incoming.statusCode));
      });
      outgoing.on('error', reject);
      outgoing.end('x'.repeat(1_000_000));
    });
  expect([await send(), await send(), connections]).toEqual([415, 415, 1]);
});

test('a body that is given up half-way is read to its end, and the answer arrives', async () => {
  const { origin } = await listen(
    nodeListener(async ({ body }) => {
      const reader = body?.getReader();
      const first = await reader?.read();
      await reader?.cancel();
      return Response.json({ read: (first?.value?.length ?? 0) > 0 }, { status: 413 });
    }),
  );
  const answer = await fetch(origin, { method: 'POST', body: 'x'.repeat(1_000_000) });
  expect([answer.status, await answer.json()]).toEqual([413, { read: true }]);
});

test.each(['begun', 'not begun'])(
  'where the connection breaks in the middle of a body, reading it fails: %s before that',
  async (reading) => {
    const read = async (req: IncomingMessage, res: ServerResponse): Promise<unknown> => {
      const closed = new Promise((close) => req.once('close', close));
      const seen = webRequestOf(req, outside(req));
      const failureOf = async (): Promise<unknown> => seen?.text().catch((error: unknown) => error);
      const early = reading === 'begun' ? failureOf() : undefined;
      req.socket.destroy();
      await closed;
      const failure = await (early ?? failureOf());
      await sendWebResponse(res, new Response('too late', { status: 400 }));
      return failure;
    };
    let failure: Promise<unknown> | undefined;
    const { raw } = await listen((req, res) => {
      failure = read(req, res);
    });
    await raw('POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100\r\n\r\nhalf');
    expect(await failure).toBeInstanceOf(TypeError);
  },
);

test('what a parser left stands for a body that was read, and only then', async () => {
  const { origin } = await listen(async (req, res) => {
    const read = req.url !== '/unread';
    if (read) for await (const _ of req);
    const left = new Map<string | undefined, unknown>([
      ['/json', { method: 'totp' }],
      ['/text', 'plain'],
      ['/bytes', new TextEncoder().encode('bytes')],
      ['/unread', 'not looked at'],
    ]).get(req.url);
    const seen = webRequestOf(req, { ...outside(req), body: left });
    const text = await seen?.text();
    await sendWebResponse(res, Response.json([text, seen?.headers.get('content-encoding') ?? null]));
  });
  const said = async (path: string): Promise<unknown> => {
    const headers = { 'content-encoding': 'gzip' };
    return (await fetch(origin + path, { method: 'POST', body: 'sent', headers })).json();
  };
  // What was read was inflated as well; what was not is as it came.
  expect(await said('/json')).toEqual(['{"method":"totp"}', null]);
  expect(await said('/text')).toEqual(['plain', null]);
  expect(await said('/bytes')).toEqual(['bytes', null]);
  expect(await said('/unread')).toEqual(['sent', 'gzip']);
});

test('a body that was read and thrown away is a fault of the portal', async () => {
  const { origin } = await listen(async (req, res) => {
    for await (const _ of req);
    try {
      webRequestOf(req, outside(req));
    } catch (error) {
      await sendWebResponse(res, new Response(String(error)));
    }
  });
  expect(await (await fetch(origin, { method: 'POST', body: 'x' })).text()).toMatch(/^TypeError: .*read/);
});

test('headers that came several times stand there several times', () => {
  const headers = headersOf({
    headers: { 'x-a': 'one, two', 'set-cookie': ['a=1', 'b=2'], 'x-b': undefined },
  });
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(headers.get('x-a')).toBe('one, two');
  expect(headers.has('x-b')).toBe(false);
});

test('a form that a parser took apart is the same form again', async () => {
  const taken: unknown[] = [];
  const { origin } = await listen(async (req, res) => {
    const chunks: string[] = [];
    for await (const chunk of req) chunks.push(String(chunk));
    // As `express.urlencoded` leaves it: a field that stood twice is a list.
    const body = { response: '123 456', 'intent.kind': 'a&b=ü', twice: ['1', '2'], nested: { a: 'b' } };
    taken.push(chunks.join(''));
    const seen = webRequestOf(req, { ...outside(req), body });
    res.end(await seen?.text());
  });
  const sent = await fetch(origin, { method: 'POST', body: new URLSearchParams({ any: 'thing' }) });
  expect([...new URLSearchParams(await sent.text())]).toEqual([
    ['response', '123 456'],
    ['intent.kind', 'a&b=ü'],
    ['twice', '1'],
    ['twice', '2'],
    ['nested', '{"a":"b"}'],
  ]);
  expect(taken).toEqual(['any=thing']);
});
