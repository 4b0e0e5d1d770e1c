import { smtpDelivery } from '@factorkit/delivery-smtp';
import { expect, onTestFinished, test } from 'vitest';
import { openScriptedServer } from './scripted-server.ts';

const NOW = 1_800_000_000_000;

interface Given {
  readonly to: string;
  readonly ehlo?: string;
  readonly from?: string;
}

/** What a server without TLS on this machine hears. */
async function sent({ to, ehlo = '250-here\r\n250 8BITMIME', from = 'no-reply@portal.example' }: Given) {
  const server = await openScriptedServer({ EHLO: { says: ehlo } });
  onTestFinished(() => server.close());
  const adapter = smtpDelivery({
    host: '127.0.0.1',
    port: server.port,
    security: 'plain-on-loopback',
    from: { address: from },
    clock: () => NOW,
  });
  const result = await adapter.deliver({
    id: 'one',
    channel: 'email',
    to,
    purpose: 'sign-in',
    subject: 'Your code',
    text: '123456 is your code.',
    code: '123456',
    expiresAt: NOW + 600_000,
  });
  return { result, heard: server.received() };
}

test.each([
  ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
  ['anna@BÜCHER.Example', 'anna@xn--bcher-kva.example'],
  ['anna@faß.example', 'anna@xn--fa-hia.example'],
  ['anna@日本.example', 'anna@xn--wgv71a.example'],
  ['Anna.B@xn--bcher-kva.example', 'Anna.B@xn--bcher-kva.example'],
  ['anna@Example.COM', 'anna@Example.COM'],
])('FT10 %s: the envelope has %s', async (to, mailbox) => {
  const { result, heard } = await sent({ to });
  expect(result.kind).toBe('accepted');
  expect(heard).toContain(`RCPT TO:<${mailbox}>`);
  expect(heard).toMatch(/^[\r\n -~]*$/);
});

test('FT10 the sender has A-labels too', async () => {
  const { heard } = await sent({ to: 'anna@example.com', from: 'code@bücher.example' });
  expect(heard).toContain('MAIL FROM:<code@xn--bcher-kva.example>');
  expect(heard).toMatch(/^From: .*code@xn--bcher-kva\.example/m);
  expect(heard).toMatch(/^[\r\n -~]*$/);
});

test('FT10 a mailbox in Unicode is refused by a server without SMTPUTF8, before anything is sent', async () => {
  const { result, heard } = await sent({ to: 'änne@example.com' });
  expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'smtputf8-missing' });
  expect(heard).not.toContain('MAIL FROM');
});

test('FT10 a server with SMTPUTF8 takes it', async () => {
  const { result, heard } = await sent({
    to: 'änne@bücher.example',
    ehlo: '250-here\r\n250-8BITMIME\r\n250 SMTPUTF8',
  });
  expect(result.kind).toBe('accepted');
  expect(heard).toMatch(/MAIL FROM:<no-reply@portal\.example>.* SMTPUTF8/);
});

test.each(['anna@bü%63her.example', 'anna@ü..example', 'anna@\u00ad.example'])(
  'FT10 %j is no domain, and nobody is asked',
  async (to) => {
    const { result, heard } = await sent({ to });
    expect(result).toMatchObject({ kind: 'failed', sent: 'no', reason: 'destination-invalid' });
    expect(heard).toBe('');
  },
);

test('FT10 a sender in Unicode does not start', async () => {
  await expect(sent({ to: 'anna@example.com', from: 'cödes@example.com' })).rejects.toMatchObject({
    code: 'configuration-invalid',
  });
});
