import type { Delivery, DeliveryResult } from '@factorkit/core';
import { smtpDelivery } from '@factorkit/delivery-smtp';
import { createFakeClock } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { openScriptedServer, type ScriptedServer, type Stage, type Turn } from './scripted-server.ts';

const NOW = 1_800_000_000_000;

const delivery: Delivery = {
  id: 'd1',
  channel: 'email',
  to: 'anna@example.com',
  purpose: 'sign-in',
  subject: 'Your code',
  text: '123456 is your code.',
  code: '123456',
  expiresAt: NOW + 600_000,
};

interface Case {
  readonly turns: Partial<Record<Stage, Turn>>;
  /** With a password and over STARTTLS, or with a password in plain text. Default: without either. */
  readonly login?: 'starttls' | 'plain-on-loopback';
  /** The time runs out when the server has come to this stage. */
  readonly endsAt?: Stage;
  /** The clock passes the expiry when the server has come to this stage. */
  readonly expiresAt?: Stage;
}

async function deliver({
  turns,
  login,
  endsAt,
  expiresAt,
}: Case): Promise<{ readonly result: DeliveryResult; readonly server: ScriptedServer }> {
  const time = new AbortController();
  const clock = createFakeClock({ nowMs: NOW });
  const server = await openScriptedServer(turns, (stage) => {
    if (stage === endsAt) time.abort();
    if (stage === expiresAt) clock.set(delivery.expiresAt);
  });
  try {
    const adapter = smtpDelivery({
      host: '127.0.0.1',
      port: server.port,
      security: login ?? 'plain-on-loopback',
      credentials: login === undefined ? undefined : { user: 'portal', password: 'canary' },
      from: { address: 'no-reply@portal.example' },
      clock: clock.now,
      timeout: () => time.signal,
    });
    return { result: await adapter.deliver(delivery), server };
  } finally {
    await server.close();
  }
}

const beforeTheMessage: readonly Stage[] = ['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA'];

test('a server that keeps to the book is sent the message', async () => {
  const { result, server } = await deliver({ turns: {} });
  expect(result).toEqual({
    kind: 'accepted',
    reference: expect.stringMatching(/^<[0-9a-f]{40}@portal\.example>$/),
  });
  expect(server.stages).toEqual(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body']);
});

describe('RFC 5321 §4.1.1.4: before the message, nothing was sent', () => {
  test.each(beforeTheMessage)('where the server is silent at %s until the time is over', async (stage) => {
    const { result, server } = await deliver({ turns: { [stage]: 'silence' }, endsAt: stage });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'timed-out' });
    expect(server.received()).not.toContain(delivery.code);
  });

  test.each(beforeTheMessage)('where the server hangs up at %s', async (stage) => {
    const { result, server } = await deliver({ turns: { [stage]: 'hang-up' } });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'not-connected' });
    expect(server.received()).not.toContain(delivery.code);
  });

  test.each(beforeTheMessage)('where the server refuses at %s for good', async (stage) => {
    const turn = { says: '554 anna@example.com? No.' };
    const { result } = await deliver({
      turns: { [stage]: turn, ...(stage === 'EHLO' ? { HELO: turn } : {}) },
    });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'refused' });
  });

  test.each(beforeTheMessage)('where the server refuses at %s for now', async (stage) => {
    const turn = { says: '451 anna@example.com? Later.' };
    const { result } = await deliver({
      turns: { [stage]: turn, ...(stage === 'EHLO' ? { HELO: turn } : {}) },
    });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'temporarily-refused' });
  });

  test.each<[string, Case['turns']]>([
    ['offers no TLS', {}],
    ['does not know EHLO, and so cannot offer TLS', { EHLO: { says: '502 what?' } }],
    ['offers TLS and refuses it', { EHLO: { says: '250-here\r\n250 STARTTLS' } }],
  ])('where the server %s: neither password nor code leave', async (_name, turns) => {
    const { result, server } = await deliver({ turns, login: 'starttls' });
    expect(result).toMatchObject({ kind: 'failed', sent: 'no' });
    expect(server.received()).not.toMatch(/AUTH|MAIL|123456/);
  });

  test('where the server offers no login: no password leaves', async () => {
    const { result, server } = await deliver({ turns: {}, login: 'plain-on-loopback' });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'credentials-refused' });
    expect(server.received()).not.toMatch(/AUTH|MAIL/);
  });

  test('where the message expired on the way', async () => {
    const { result, server } = await deliver({ turns: {}, expiresAt: 'DATA' });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'expired' });
    expect(server.stages).not.toContain('body');
    expect(server.received()).not.toContain(delivery.code);
  });

  test('where the server talks without end, or not SMTP', async () => {
    for (const says of ['HTTP/1.1 200 OK', '999 what', 'x'.repeat(2_000_000)]) {
      const { result, server } = await deliver({ turns: { connect: { says } } });
      expect(result).toMatchObject({ kind: 'failed', sent: 'no' });
      expect(server.received()).not.toContain(delivery.code);
    }
  });
});

describe('RFC 5321 §6.1: from the message on, only an answer tells', () => {
  test('silence until the time is over', async () => {
    const { result } = await deliver({ turns: { body: 'silence' }, endsAt: 'body' });
    expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'timed-out' });
  });

  test('a connection that ends', async () => {
    const { result } = await deliver({ turns: { body: 'hang-up' } });
    expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'connection-lost' });
  });

  test('a connection that ends within an answer', async () => {
    const { result } = await deliver({ turns: { body: { says: '250-tak' } }, endsAt: 'body' });
    expect(result).toMatchObject({ kind: 'failed', sent: 'unknown' });
  });

  test('an answer that is none', async () => {
    const { result } = await deliver({ turns: { body: { says: 'Hello' } } });
    expect(result).toMatchObject({ kind: 'failed', sent: 'unknown' });
  });

  test.each([
    ['554 spam', 'refused'],
    ['452 full', 'temporarily-refused'],
  ])('%s: it was not taken over', async (says, reason) => {
    const { result } = await deliver({ turns: { body: { says } } });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason });
  });

  test('421, with which a server shuts down, may come from elsewhere', async () => {
    const { result } = await deliver({ turns: { body: { says: '421 closing' } } });
    expect(result).toMatchObject({ kind: 'failed', sent: 'unknown' });
  });

  test.each(['250 taken\r\n250 taken', '250 taken\r\n554 no'])(
    'of two answers the first counts: %j',
    async (says) => {
      const { result } = await deliver({ turns: { body: { says } } });
      expect(result.kind).toBe('accepted');
    },
  );
});
