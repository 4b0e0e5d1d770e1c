import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMfaClient, type MfaClient } from '../src/index.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A client of a server that gives one answer to everything, and the paths that it was asked for. */
async function clientOf({
  status,
  headers = {},
  body = '',
}: Answer): Promise<MfaClient & { paths: string[] }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return { ...createMfaClient({ baseUrl: `http://127.0.0.1:${port}/mfa` }), paths };
}

const html = { 'content-type': 'text/html' };
const json = { 'content-type': 'application/json' };
const foreign: readonly (readonly [string, Answer, number])[] = [
  ['an empty 502', { status: 502 }, 502],
  ['an empty 502 that says its length', { status: 502, headers: { 'content-length': '0' } }, 502],
  ['an empty 503', { status: 503, headers: { 'retry-after': '5' } }, 503],
  ['an empty 413', { status: 413, headers: { 'content-length': '0' } }, 413],
  ['an empty 401', { status: 401, headers: { 'content-length': '0' } }, 401],
  ['an error page', { status: 500, headers: html, body: '<h1>Internal Server Error</h1>' }, 500],
  ['JSON of a proxy', { status: 429, headers: json, body: '{"message":"slow down"}' }, 429],
  ['JSON with a code that is no word', { status: 429, headers: json, body: '{"code":429}' }, 429],
  ['a text in JSON', { status: 500, headers: json, body: '"failed"' }, 500],
  ['null in JSON', { status: 404, headers: json, body: 'null' }, 404],
  ['200 with a sign-in page', { status: 200, headers: html, body: '<form>Sign in</form>' }, 502],
  ['200 with a page that says it is JSON', { status: 200, headers: json, body: '<form>' }, 502],
  ['200 with nothing', { status: 200, headers: { 'content-length': '0' } }, 502],
  ['200 with nothing, in JSON', { status: 200, headers: json }, 502],
  ['200 with half a body', { status: 200, headers: json, body: '{"kind":"comp' }, 502],
  ['200 with a list', { status: 200, headers: json, body: '[]' }, 502],
  ['200 with null', { status: 200, headers: json, body: 'null' }, 502],
  ['204', { status: 204 }, 502],
  ['205', { status: 205 }, 502],
  ['304', { status: 304 }, 502],
];

describe('FT4 an answer that is not from Factorkit is an error with a code', () => {
  test.each(foreign)('FT4 %s', async (_what, answer, status) => {
    const client = await clientOf(answer);
    const body = { factorId: 'one', response: '123456' };
    const outcomes = [
      await client.GET('/account'),
      await client.POST('/challenge/verify', { body }),
      await client.DELETE('/factors/{id}', { params: { path: { id: 'one' } } }),
    ];
    for (const { data, error, response } of outcomes) {
      expect(data).toBeUndefined();
      expect(error).toEqual({
        type: 'about:blank',
        code: 'unexpected-answer',
        title: expect.any(String),
        status,
      });
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe(answer.headers?.['retry-after'] ?? null);
    }
  });

  test('FT4 what Factorkit sends is passed on, compressed or not, with its headers', async () => {
    const problem = { type: 'about:blank', code: 'rejected', title: 'Wrong.', status: 422, attemptsLeft: 4 };
    const refusing = await clientOf({
      status: 422,
      headers: { 'content-type': 'application/problem+json', 'x-request-id': '7' },
      body: JSON.stringify(problem),
    });
    const refused = await refusing.POST('/challenge/verify', { body: { factorId: 'a', response: '1' } });
    expect(refused.error).toEqual(problem);
    expect(refused.response.headers.get('x-request-id')).toBe('7');
    // The types know both: the members of `rejected`, and the code of a foreign answer.
    const { error } = refused;
    expect(error?.code === 'unexpected-answer' ? error.status : error?.code).toBe('rejected');
    const accepting = await clientOf({ status: 200, headers: json, body: '{"kind":"complete"}' });
    const accepted = await accepting.POST('/challenge/verify', { body: { factorId: 'a', response: '1' } });
    expect(accepted.error).toBeUndefined();
    expect(accepted.data).toEqual({ kind: 'complete' });
  });
});

describe('FT12 an id in a path', () => {
  test.each(['..', '.', ''])('FT12 %j is refused before anything is sent', async (id) => {
    const client = await clientOf({ status: 200, headers: json, body: '{}' });
    await expect(client.DELETE('/factors/{id}', { params: { path: { id } } })).rejects.toThrow(
      new TypeError('the path parameter id must be an id'),
    );
    expect(client.paths).toEqual([]);
  });

  test.each([
    ['../account', '/mfa/factors/..%2Faccount'],
    ['%2e%2e', '/mfa/factors/%252e%252e'],
    ['a?b#c', '/mfa/factors/a%3Fb%23c'],
    ['...', '/mfa/factors/...'],
  ])('FT12 %s stays one segment', async (id, path) => {
    const client = await clientOf({ status: 200, headers: json, body: '{}' });
    await client.DELETE('/factors/{id}', { params: { path: { id } } });
    expect(client.paths).toEqual([path]);
  });
});
