import { createDeliveryAdapter, type DeliveryAdapter, type DeliveryTiming, MfaError } from '@factorkit/core';
import { connectionOptions, type SmtpConnection } from './connection.ts';
import { converse } from './conversation.ts';
import { composeMail, envelopeMailbox, needsSmtpUtf8, type SmtpSender } from './mail.ts';

export interface SmtpDeliveryOptions extends SmtpConnection, DeliveryTiming {
  /**
   * For logs and events.
   *
   * @defaultValue `smtp`
   */
  readonly name?: string;
  /** The sender of the messages. Its domain is also used in their Message-ID. */
  readonly from: SmtpSender;
}

/**
 * Sends codes by email over SMTP, each over its own connection.
 *
 * | result | when |
 * |---|---|
 * | `accepted` | the server has taken the message over; `reference` is its Message-ID |
 * | `sent: 'no'` | the server was not reached, offered no TLS, refused the login, the sender, the recipient or the
 * message, or the time-out came before the message was started | | `unknown` | the message was started, and the server
 * sent no reply to it |
 *
 * The Message-ID is derived from the delivery's id, so that a mailbox recognises copies. SMTP cannot prevent copies.
 *
 * A Unicode domain is sent as A-labels. A mailbox with a non-ASCII part before the `@` needs a server with SMTPUTF8.
 *
 * Reasons: `not-connected`, `tls-refused`, `credentials-refused`, `refused`, `temporarily-refused`,
 * `destination-invalid`, `smtputf8-missing`, `expired`, `wrong-channel`, `timed-out`, `connection-lost`, `threw`.
 *
 * @throws MfaError `configuration-invalid` if the host, port, sender or time-out is invalid, an option is unknown,
 * or `plain-on-loopback` is used for another machine.
 * @example
 * ```ts
 * import { smtpDelivery } from '@factorkit/delivery-smtp';
 *
 * const mail = smtpDelivery({
 *   host: 'smtp.example.com',
 *   credentials: { user: 'portal', password: process.env.SMTP_PASSWORD ?? '' },
 *   from: { name: 'ACME', address: 'no-reply@acme.example' },
 * });
 * ```
 */
export function smtpDelivery(options: SmtpDeliveryOptions): DeliveryAdapter {
  const { name = 'smtp', host, port, security, certificateAuthority, credentials, ...others } = options;
  const { from: given, clock = Date.now, timeoutMs = 10_000, ...timing } = others;
  const sender = envelopeMailbox(given.address);
  if (sender === undefined || needsSmtpUtf8(sender)) {
    throw new MfaError('configuration-invalid', 'the sender must be one plain address: name@example.com');
  }
  const from = { ...given, address: sender };
  if (credentials !== undefined && (!credentials.user || !credentials.password)) {
    throw new MfaError('configuration-invalid', 'the user or the password of the SMTP server is empty');
  }
  const connection = connectionOptions({ host, port, security, certificateAuthority }, timeoutMs);
  return createDeliveryAdapter({
    ...timing,
    name,
    channels: ['email'],
    idempotent: false,
    clock,
    timeoutMs,
    async attempt(delivery, { signal, now }) {
      const to = envelopeMailbox(delivery.to);
      if (to === undefined) return { kind: 'failed', sent: 'no', reason: 'destination-invalid' };
      return converse({
        options: connection,
        credentials,
        from: from.address,
        to,
        mail: await composeMail(delivery, { from, to, now }),
        signal,
        isExpired: () => !(clock() < delivery.expiresAt),
      });
    },
  });
}
