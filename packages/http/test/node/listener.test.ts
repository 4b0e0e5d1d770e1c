import { MfaError } from '@factorkit/core';
import { expect, test } from 'vitest';
import { type NodeContext, nodeListener } from '../../src/node/index.ts';
import { listen } from './server.ts';

test('an answer goes out with its status, headers and cookies, beside those that stand already', async () => {
  const { origin } = await listen(
    nodeListener(async (_request, { res }) => {
      res.appendHeader('set-cookie', 'sid=1');
      res.setHeader('x-portal', 'here');
      res.setHeader('content-type', 'text/html');
      const headers = new Headers({ 'content-type': 'application/problem+json' });
      headers.append('set-cookie', 'a=1; Path=/');
      headers.append('set-cookie', 'b=2; Path=/');
      return new Response('{}', { status: 422, headers });
    }),
  );
  const answer = await fetch(origin);
  expect(answer.status).toBe(422);
  expect(answer.headers.getSetCookie()).toEqual(['sid=1', 'a=1; Path=/', 'b=2; Path=/']);
  expect(answer.headers.get('x-portal')).toBe('here');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
});

test('behind a proxy the URL is the one that was said, whatever Host and forwarded headers name', async () => {
  const { origin } = await listen(
    nodeListener(async (seen) => new Response(seen.url), { origin: 'https://portal.example:8443' }),
  );
  const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' };
  expect(await (await fetch(`${origin}/mfa/account`, { headers })).text()).toBe(
    'https://portal.example:8443/mfa/account',
  );
});

test.each([
  'portal.example',
  'https://portal.example/',
  'https://portal.example/mfa',
  'ftp://portal.example',
  '',
])('an origin that is none stops the start: %j', (origin) => {
  let failure: unknown;
  try {
    nodeListener(async () => new Response(), { origin });
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(MfaError);
  expect(failure).toMatchObject({ code: 'configuration-invalid' });
});

test('what cannot be a request is 400, and the handler is not asked', async () => {
  let asked = 0;
  const { raw } = await listen(
    nodeListener(async () => {
      asked += 1;
      return new Response();
    }),
  );
  for (const head of ['TRACE / HTTP/1.1\r\nHost: a.example', 'GET / HTTP/1.1\r\nHost: a b<']) {
    expect(await raw(`${head}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect(asked).toBe(0);
});

test('A10 what fails is 500 without a word about it, onError hears of it, and the promise does not reject', async () => {
  const heard: unknown[] = [];
  const listener = nodeListener(
    async (_request, { res }) => {
      if (res.req.url === '/late') res.write('half an answer');
      throw new Error('secret plans');
    },
    {
      onError: (error, { req }: NodeContext) => {
        heard.push([req.url, String(error)]);
        throw new Error('and the log is full');
      },
    },
  );
  const outcomes: unknown[] = [];
  const { origin } = await listen(async (req, res) => {
    outcomes.push(await listener(req, res));
  });
  const failed = await fetch(`${origin}/early`);
  expect([failed.status, await failed.text()]).toEqual([500, '']);
  // What was begun cannot be taken back: the connection ends, so that nobody takes the half for the whole.
  await expect(fetch(`${origin}/late`).then((answer) => answer.text())).rejects.toThrow();
  expect(heard).toEqual([
    ['/early', 'Error: secret plans'],
    ['/late', 'Error: secret plans'],
  ]);
  expect(outcomes).toEqual([undefined, undefined]);
});

test('a body that something else had read is such a failure', async () => {
  const heard: unknown[] = [];
  const listener = nodeListener(async () => new Response(), { onError: (error) => heard.push(error) });
  const { origin } = await listen(async (req, res) => {
    for await (const _ of req);
    await listener(req, res);
  });
  expect((await fetch(origin, { method: 'POST', body: '{}' })).status).toBe(500);
  expect(heard).toMatchObject([{ name: 'TypeError' }]);
});
