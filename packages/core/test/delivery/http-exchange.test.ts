import { createServer } from 'node:https';
import { deliveryEndpoint, isLoopback, postOnce, resultOfStatus } from '@factorkit/core';
import { openHttpService } from '@factorkit/testkit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { certificate, key } from './loopback-certificate.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const never = new AbortController().signal;

describe('postOnce', () => {
  test('nothing was sent to a server whose certificate nobody vouches for', async () => {
    let requests = 0;
    const server = createServer({ key, cert: certificate }, (_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      if (typeof address !== 'object' || address === null) throw new TypeError('no port');
      for (const host of ['127.0.0.1', 'localhost']) {
        const url = new URL(`https://${host}:${address.port}/`);
        const exchange = await postOnce({ url, headers: {}, body: 'canary', signal: never });
        expect(exchange).toEqual({ kind: 'failed', sent: 'no', reason: 'tls-refused' });
      }
      expect(requests).toBe(0);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('of a name with several addresses, every one must have been out of reach', async () => {
    const failed = (syscall: string, code: string): Error =>
      Object.assign(new Error(code), { syscall, code });
    const refused = failed('connect', 'ECONNREFUSED');
    const cases = [
      [[refused, failed('connect', 'EHOSTUNREACH')], 'no'],
      [[refused, failed('read', 'ECONNRESET')], 'unknown'],
      [[refused, failed('write', 'EHOSTUNREACH')], 'unknown'],
      [[], 'unknown'],
    ] as const;
    for (const [causes, sent] of cases) {
      // How many addresses a name has is not in a test's hands: what Node's fetch would throw is.
      vi.stubGlobal('fetch', () => Promise.reject(new TypeError('x', { cause: new AggregateError(causes) })));
      const exchange = await postOnce({ url: new URL('http://a/'), headers: {}, body: '', signal: never });
      expect(exchange).toMatchObject({ kind: 'failed', sent });
    }
  });

  test('a signal that has aborted already leaves it unknown, and nobody is asked', async () => {
    let requests = 0;
    const service = await openHttpService(() => {
      requests += 1;
      return { status: 204 };
    });
    const url = new URL(service.url);
    const exchange = await postOnce({ url, headers: {}, body: '', signal: AbortSignal.abort() });
    expect(exchange).toEqual({ kind: 'failed', sent: 'unknown', reason: 'timed-out' });
    expect(requests).toBe(0);
    await service.leave();
  });

  test('a header that cannot be sent is a failure, not an error', async () => {
    const exchange = await postOnce({
      url: new URL('http://127.0.0.1/'),
      headers: { 'x-bad': 'a\r\nb: c' },
      body: '',
      signal: never,
    });
    expect(exchange).toMatchObject({ kind: 'failed' });
  });
});

test.each([0, 100, 199, 300, 304, 399])('status %d, which should not come, leaves it unknown', (status) => {
  expect(resultOfStatus(status)).toMatchObject({ kind: 'failed', sent: 'unknown' });
});

describe('deliveryEndpoint', () => {
  test.each(['https://a.example', 'https://a.example:8443/x?y=z', 'https://127.0.0.1'])(
    'takes %s',
    (address) => {
      expect(deliveryEndpoint(address).href).toBe(new URL(address).href);
      expect(deliveryEndpoint(new URL(address)).href).toBe(new URL(address).href);
    },
  );

  test.each([
    'http://127.0.0.1:1',
    'http://localhost/x',
    'http://[::1]:1/',
    'http://127.9.9.9',
    'http://0x7f.1',
  ])('takes %s only where it is permitted', (address) => {
    expect(deliveryEndpoint(address, { allowPlainOnLoopback: true }).protocol).toBe('http:');
    expect(() => deliveryEndpoint(address)).toThrow(
      expect.objectContaining({ code: 'configuration-invalid' }),
    );
  });

  test.each([
    ...[
      'http://a.example',
      'http://127.0.0.1.example',
      'http://localhost.example',
      'http://10.0.0.1',
      'http://0.0.0.0',
    ],
    ...[
      'http://127.0.0.1@a.example',
      'http://[::2]',
      'ws://127.0.0.1',
      'file:///etc',
      'data:,x',
      '',
      '/x',
      'a.example',
    ],
  ])('takes %j on no account', (address) => {
    expect(() => deliveryEndpoint(address, { allowPlainOnLoopback: true })).toThrow(
      expect.objectContaining({ code: 'configuration-invalid' }),
    );
  });
});

test('isLoopback judges by the form alone', () => {
  for (const host of ['localhost', '127.0.0.1', '127.255.255.255', '::1', '[::1]'])
    expect(isLoopback(host)).toBe(true);
  for (const host of ['', 'localhost.example', '127.1.example', '128.0.0.1', '1127.0.0.1', '::', '0.0.0.0']) {
    expect(isLoopback(host)).toBe(false);
  }
});
