import { isLoopback, MfaError } from '@factorkit/core';
import type { SMTPConnectionOptions } from 'nodemailer';

/** The account that may send. */
export interface SmtpCredentials {
  readonly user: string;
  readonly password: string;
}

/** Which server, and how the way there is protected. */
export interface SmtpConnection {
  readonly host: string;
  /** Default 587, with `tls` 465. */
  readonly port?: number;
  /**
   * `starttls`: begins in plain text and goes on only when the server has turned to TLS. `tls`: from the first byte.
   * `plain-on-loopback`: none, for a server on this machine alone. Default `starttls`. Certificates are always checked.
   */
  readonly security?: 'starttls' | 'tls' | 'plain-on-loopback';
  /** PEM of a certificate authority of one's own, instead of those that Node trusts. */
  readonly certificateAuthority?: string;
  /** Without it, no login. */
  readonly credentials?: SmtpCredentials | undefined;
}

/** What nodemailer is told, checked at start-up. */
export function connectionOptions(connection: SmtpConnection, timeoutMs: number): SMTPConnectionOptions {
  const { host, security = 'starttls', port = security === 'tls' ? 465 : 587 } = connection;
  if (host === '') throw new MfaError('configuration-invalid', 'the SMTP host is empty');
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
    // Both would write addresses and the whole message.
    logger: false,
    debug: false,
  };
}
