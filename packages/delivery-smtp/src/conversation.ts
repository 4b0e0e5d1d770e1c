import { Readable } from 'node:stream';
import type { DeliveryResult } from '@factorkit/core';
import type { NodemailerError, SMTPConnectionOptions } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpCredentials } from './connection.ts';
import { type Mail, needsSmtpUtf8 } from './mail.ts';

/** One message to one mailbox, over its own connection. */
export interface Conversation {
  readonly options: SMTPConnectionOptions;
  readonly credentials: SmtpCredentials | undefined;
  readonly from: string;
  readonly to: string;
  readonly mail: Mail;
  readonly signal: AbortSignal;
  /** Called when the server is ready for the message, because connecting may have taken long. */
  readonly isExpired: () => boolean;
}

type Failure = Extract<DeliveryResult, { readonly kind: 'failed' }>;

/**
 * RFC 5321 §4.1.1.4: the server must not deliver a message whose end it did not receive. §6.1: it takes the message
 * over with a positive reply to the end, and not with a negative one. So before the first byte of the message nothing
 * was sent. After it, only a reply shows the result.
 */
export function converse(conversation: Conversation): Promise<DeliveryResult> {
  const { options, credentials, from, to, mail, signal, isExpired } = conversation;
  return new Promise((resolve) => {
    const connection = new SMTPConnection(options);
    let began = false;
    let over = false;

    const finish = (result: DeliveryResult, leave: () => void): void => {
      if (over) return;
      over = true;
      signal.removeEventListener('abort', abort);
      leave();
      resolve(result);
    };
    const fail = (failure: Failure): void => finish(failure, () => connection.close());
    const abort = (): void => fail({ kind: 'failed', sent: began ? 'unknown' : 'no', reason: 'timed-out' });
    const broken = (error: NodemailerError): void => fail(failureOf(error, began));

    const say = (): void => {
      const body = Readable.from(
        (function* (): Generator<Buffer> {
          if (over) return;
          if (isExpired()) {
            // Closing the connection leaves the message incomplete.
            fail({ kind: 'failed', sent: 'no', reason: 'expired' });
            return;
          }
          began = true;
          yield mail.bytes;
        })(),
      );
      connection.send({ from, to: [to], size: mail.bytes.length }, body, (error) => {
        if (error) broken(error);
        else finish({ kind: 'accepted', reference: mail.messageId }, () => connection.quit());
      });
    };

    // Stays registered after the end: an error without a listener would end the process.
    connection.on('error', broken);
    // After the callback of the same event, which has more information.
    connection.once('end', () => setImmediate(broken, new Error('the server closed the connection')));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    connection.connect((error) => {
      if (error) return broken(error);
      if (over) return;
      if ((options.secure || options.requireTLS) && !connection.secure) {
        return fail({ kind: 'failed', sent: 'no', reason: 'tls-refused' });
      }
      if (needsSmtpUtf8(to) && !offersSmtpUtf8(connection.lastServerResponse)) {
        return fail({ kind: 'failed', sent: 'no', reason: 'smtputf8-missing' });
      }
      if (credentials === undefined) return say();
      if (!connection.allowsAuth) return fail({ kind: 'failed', sent: 'no', reason: 'credentials-refused' });
      connection.login({ user: credentials.user, pass: credentials.password }, (refusal) => {
        if (refusal) broken(refusal);
        else if (!over) say();
      });
    });
  });
}

/** RFC 5321 §4.1.1.1: the reply to EHLO lists the extensions of the server, one per line. */
function offersSmtpUtf8(greeting: unknown): boolean {
  return typeof greeting === 'string' && /^250[ -]SMTPUTF8\b/im.test(greeting);
}

/** Node's codes for an invalid certificate: `CERT_HAS_EXPIRED`, `ERR_TLS_CERT_ALTNAME_INVALID` and others. */
const BAD_CERTIFICATE = /CERT|^UNABLE_TO_(?:GET|VERIFY)/;

/** Drops the error itself: its text quotes the server, and servers quote addresses. */
function failureOf({ code, originalCode, responseCode }: NodemailerError, began: boolean): Failure {
  const answered = responseCode !== undefined && responseCode >= 400;
  // RFC 5321 §3.8: a server that shuts down may send 421 at any time, so 421 is not a reply to the message.
  if (began && !(answered && code === 'EMESSAGE' && responseCode !== 421)) {
    return { kind: 'failed', sent: 'unknown', reason: 'connection-lost' };
  }
  return {
    kind: 'failed',
    sent: 'no',
    reason: refusalOf(code, originalCode, answered ? responseCode : undefined),
  };
}

function refusalOf(
  code: string | undefined,
  originalCode: string | undefined,
  responseCode: number | undefined,
): string {
  if (responseCode !== undefined && responseCode < 500) return 'temporarily-refused';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'credentials-refused';
  if (code === 'ETLS' || (originalCode !== undefined && BAD_CERTIFICATE.test(originalCode)))
    return 'tls-refused';
  return responseCode === undefined && code !== 'EMESSAGE' ? 'not-connected' : 'refused';
}
