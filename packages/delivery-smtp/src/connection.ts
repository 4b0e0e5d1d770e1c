import { isLoopback, MfaError } from '@factorkit/core';
import type { SMTPConnectionOptions } from 'nodemailer';

/** The account that sends. @inline */
export type SmtpCredentials = {
  readonly user: string;
  readonly password: string;
};

/** The server, and how the connection is protected. @inline */
export type SmtpConnection = {
  readonly host: string;
  /** @defaultValue 587, with `tls` to 465 */
  readonly port?: number | undefined;
  /**
   * `starttls`: starts in plain text and continues only after the server has switched to TLS. `tls`: encrypted from the
   * first byte. `plain-on-loopback`: not encrypted, only for a server on this machine. Certificates are always checked.
   *
   * @defaultValue `starttls`
   */
  readonly security?: 'starttls' | 'tls' | 'plain-on-loopback' | undefined;
  /** The PEM of your own certificate authority, which replaces those that Node trusts. */
  readonly certificateAuthority?: string | undefined;
  /** Optional. Without it there is no login. */
  readonly credentials?: SmtpCredentials | undefined;
};

/** The options for nodemailer, checked at start-up. */
export function connectionOptions(connection: SmtpConnection, timeoutMs: number): SMTPConnectionOptions {
  const { host, security = 'starttls', port = security === 'tls' ? 465 : 587 } = connection;
  if (!host) throw new MfaError('configuration-invalid', 'the SMTP host is empty');
  if (!['starttls', 'tls', 'plain-on-loopback'].includes(security)) {
    throw new MfaError('configuration-invalid', 'security must be starttls, tls or plain-on-loopback');
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new MfaError('configuration-invalid', 'the SMTP port must be a whole number from 1 to 65535');
  }
  if (security === 'plain-on-loopback' && !isLoopback(host)) {
    throw new MfaError(
      'configuration-invalid',
      'plain-on-loopback is for an SMTP server on this machine: use starttls or tls',
    );
  }
  return {
    host,
    port,
    secure: security === 'tls',
    ...(security === 'starttls' ? { requireTLS: true } : {}),
    ...(security === 'plain-on-loopback' ? { ignoreTLS: true } : {}),
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(connection.certificateAuthority === undefined ? {} : { ca: connection.certificateAuthority }),
    },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 0,
    // Both would log addresses and the whole message.
    logger: false,
    debug: false,
  };
}
