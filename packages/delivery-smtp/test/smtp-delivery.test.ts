import type { Delivery } from '@factorkit/core';
import { type SmtpDeliveryOptions, smtpDelivery } from '@factorkit/delivery-smtp';
import { afterEach, describe, expect, test } from 'vitest';
import { certificate, foreignCertificate } from './loopback-certificate.ts';
import {
  type MailServer,
  type MailServerOptions,
  openMailServer,
  PASSWORD,
  refusal,
  USER,
} from './mail-server.ts';

const NOW = 1_800_000_000_000;

const delivery: Delivery = {
  id: 'delivery-1',
  channel: 'email',
  to: 'anna@example.com',
  purpose: 'sign-in',
  subject: 'Ihr Code für Zürich: 123456 😀',
  // cspell:ignore hier
  text: '123456 ist Ihr Code für Zürich.\n.\n..\nFrom hier.\n@acme.example #123456',
  code: '123456',
  expiresAt: NOW + 600_000,
};

const servers: MailServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.leave()));
});

async function open(options: MailServerOptions = {}): Promise<MailServer> {
  const server = await openMailServer(options);
  servers.push(server);
  return server;
}

const optionsFor = ({ port }: MailServer): SmtpDeliveryOptions => ({
  host: '127.0.0.1',
  port,
  certificateAuthority: certificate,
  credentials: { user: USER, password: PASSWORD },
  from: { name: 'Zürich “Portal”, Inc.', address: 'no-reply@portal.example' },
  clock: () => NOW,
});

describe('the mail', () => {
  test('arrives as a mail program reads it: subject, sender, recipient, text, date', async () => {
    const server = await open();
    const result = await smtpDelivery(optionsFor(server)).deliver(delivery);
    const [one] = server.arrived;
    expect(one).toMatchObject({
      recipients: [delivery.to],
      sender: 'no-reply@portal.example',
      secure: true,
      user: USER,
    });
    expect(one?.mail).toMatchObject({
      subject: delivery.subject,
      from: { name: 'Zürich “Portal”, Inc.', address: 'no-reply@portal.example' },
      to: [{ address: delivery.to }],
      date: new Date(NOW).toISOString(),
    });
    expect(one?.mail.text?.trimEnd()).toBe(delivery.text);
    expect(one?.mail.html).toBeUndefined();
    expect(one?.mail.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
    expect(result).toEqual({ kind: 'accepted', reference: one?.mail.messageId });
  });

  test('has a Message-ID that is the same for every try, another for another delivery, and does not show the id', async () => {
    const server = await open();
    const adapter = smtpDelivery(optionsFor(server));
    await adapter.deliver(delivery);
    await adapter.deliver(delivery);
    await adapter.deliver({ ...delivery, id: 'delivery-2' });
    const [first, again, other] = server.arrived.map(({ mail }) => mail.messageId);
    expect(first).toMatch(/^<[0-9a-f]{40}@portal\.example>$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(server.arrived.map(({ raw }) => raw).join()).not.toContain('delivery-');
  });

  test('keeps a subject with line breaks in one header', async () => {
    const server = await open();
    await smtpDelivery(optionsFor(server)).deliver({
      ...delivery,
      subject: 'Code\r\nBcc: attacker@example.com\r\n\r\nHello',
    });
    expect(server.arrived[0]?.recipients).toEqual([delivery.to]);
    expect(server.arrived[0]?.mail.bcc ?? []).toEqual([]);
    expect(server.arrived[0]?.mail.text?.trimEnd()).toBe(delivery.text);
  });

  test('reaches a mailbox with letters beyond ASCII', async () => {
    const server = await open();
    const result = await smtpDelivery(optionsFor(server)).deliver({
      ...delivery,
      to: 'jörg@exämple.example',
    });
    expect(result.kind).toBe('accepted');
    expect(server.arrived).toHaveLength(1);
  });

  test.each([
    '',
    'anna',
    '@example.com',
    'anna@',
    'a@b@example.com',
    'anna@[127.0.0.1]',
    `${'a'.repeat(251)}@b.c`,
  ])('does not go to %j, which is no mailbox', async (to) => {
    const server = await open();
    const result = await smtpDelivery(optionsFor(server)).deliver({ ...delivery, to });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'destination-invalid' });
    expect(server.arrived).toEqual([]);
  });
});

describe('the way there', () => {
  test('TLS from the first byte', async () => {
    const server = await open({ secure: true });
    const result = await smtpDelivery({ ...optionsFor(server), security: 'tls' }).deliver(delivery);
    expect(result.kind).toBe('accepted');
    expect(server.arrived[0]?.secure).toBe(true);
  });

  test('plain to this machine, when asked for', async () => {
    const server = await open({ hideSTARTTLS: true, allowInsecureAuth: true });
    const result = await smtpDelivery({ ...optionsFor(server), security: 'plain-on-loopback' }).deliver(
      delivery,
    );
    expect(result.kind).toBe('accepted');
    expect(server.arrived[0]?.secure).toBe(false);
  });

  test('a server without login needs none', async () => {
    const server = await open({ authOptional: true });
    const { credentials: _none, ...options } = optionsFor(server);
    expect((await smtpDelivery(options).deliver(delivery)).kind).toBe('accepted');
    expect(server.arrived[0]?.user).toBeUndefined();
  });

  test('a server without pipelining', async () => {
    const server = await open({ hidePIPELINING: true });
    expect((await smtpDelivery(optionsFor(server)).deliver(delivery)).kind).toBe('accepted');
  });

  test('no password and no message to a server that offers no TLS', async () => {
    let logins = 0;
    const server = await open({
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth(_auth, _session, callback) {
        logins += 1;
        callback(null, { user: 'anybody' });
      },
    });
    const result = await smtpDelivery(optionsFor(server)).deliver(delivery);
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'tls-refused' });
    expect([logins, server.arrived.length]).toEqual([0, 0]);
  });

  test.each(['starttls', 'tls'] as const)(
    '%s: none to a server whose certificate nobody vouches for',
    async (security) => {
      const server = await open({ secure: security === 'tls' });
      const { certificateAuthority: _none, ...options } = optionsFor(server);
      const result = await smtpDelivery({ ...options, security }).deliver(delivery);
      expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'tls-refused' });
      expect(server.arrived).toEqual([]);
    },
  );

  test('none to a server whose certificate is for another name', async () => {
    const server = await open({ cert: foreignCertificate });
    const options = { ...optionsFor(server), certificateAuthority: foreignCertificate };
    const result = await smtpDelivery(options).deliver(delivery);
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'tls-refused' });
    expect(server.arrived).toEqual([]);
  });

  test('a wrong password', async () => {
    const server = await open();
    const credentials = { user: USER, password: 'canary' };
    const result = await smtpDelivery({ ...optionsFor(server), credentials }).deliver(delivery);
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'credentials-refused' });
  });

  test('a server that offers no login to one who has to', async () => {
    const server = await open({ disabledCommands: ['AUTH'] });
    const result = await smtpDelivery(optionsFor(server)).deliver(delivery);
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'credentials-refused' });
    expect(server.arrived).toEqual([]);
  });

  test('a message larger than the server takes', async () => {
    const server = await open({ size: 100 });
    const result = await smtpDelivery(optionsFor(server)).deliver(delivery);
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'refused' });
  });

  test('a message refused after it was read', async () => {
    const server = await open({ settle: ({ raw }) => refusal(554, `spam: ${raw.slice(0, 100)}`) });
    const result = await smtpDelivery(optionsFor(server)).deliver(delivery);
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'refused' });
  });

  test('a time-out of its own ends a silent server', async () => {
    const server = await open({ onConnect: () => undefined });
    const result = await smtpDelivery({ ...optionsFor(server), timeoutMs: 20 }).deliver(delivery);
    expect(result).toMatchObject({ kind: 'failed', sent: 'no' });
  });
});

describe('what does not start', () => {
  const good: SmtpDeliveryOptions = { host: 'mail.canary.example', from: { address: 'a@portal.example' } };
  test.each<[string, Partial<SmtpDeliveryOptions>]>([
    ['plain to another machine', { security: 'plain-on-loopback' }],
    [
      'plain to a name that only begins like this machine',
      { host: '127.0.0.1.canary.example', security: 'plain-on-loopback' },
    ],
    ['a security that does not exist', { security: 'canary' as 'tls' }],
    ['no host', { host: '' }],
    ['a port that is none', { port: 65_536 }],
    ['a sender that is none', { from: { address: 'canary' } }],
    ['two senders', { from: { address: 'canary@a.example, canary@b.example' } }],
    ['a password that was not set', { credentials: { user: 'canary', password: '' } }],
    ['a password under another name', { credentials: { user: 'canary', pass: 'canary' } as object as never }],
    ['a misspelt option', { certificate: 'canary' } as object],
    ['no time', { timeoutMs: 0 }],
  ])('%s', (_name, options) => {
    const start = (): unknown => smtpDelivery({ ...good, ...options });
    expect(start).toThrow(expect.objectContaining({ code: 'configuration-invalid' }));
    expect(start).not.toThrow('canary');
  });
});
