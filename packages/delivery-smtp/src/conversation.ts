import { Readable } from 'node:stream';
import type { DeliveryResult } from '@factorkit/core';
import type { NodemailerError, SMTPConnectionOptions } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpCredentials } from './connection.ts';
import { type Mail, needsSmtpUtf8 } from './mail.ts';

/** One message to one mailbox, over a connection of its own. */
export interface Conversation {
  readonly options: SMTPConnectionOptions;
  readonly credentials: SmtpCredentials | undefined;
  readonly from: string;
  readonly to: string;
  readonly mail: Mail;
  readonly signal: AbortSignal;
  /** Asked when the server is ready for the message: the way there may have taken long. */
  readonly isExpired: () => boolean;
}

type Failure = Extract<DeliveryResult, { readonly kind: 'failed' }>;

/**
 * RFC 5321 §4.1.1.4: a message whose end was not sent must not be delivered; §6.1: with a positive answer to that end the
 * server has taken it over, with a negative one it has not. So up to the first byte of the message nothing was sent, and
 * from there on only an answer tells.
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
            // Hanging up leaves the message without its end.
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

    // Stays after the end: an error without a listener would end the process.
    connection.on('error', broken);
    // Later than the callback that may come with it, which knows more.
    connection.once('end', () => setImmediate(broken, new Error('the server hung up')));
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

/** RFC 5321 §4.1.1.1: the answer to EHLO names what the server offers, one a line. */
function offersSmtpUtf8(greeting: unknown): boolean {
  return typeof greeting === 'string' && /^250[ -]SMTPUTF8\b/im.test(greeting);
}

/** How Node names what is wrong with a certificate: `CERT_HAS_EXPIRED`, `ERR_TLS_CERT_ALTNAME_INVALID` and so on. */
const BAD_CERTIFICATE = /CERT|^UNABLE_TO_(?:GET|VERIFY)/;

/** The error itself is dropped: its text quotes the server, and servers quote addresses. */
function failureOf({ code, originalCode, responseCode }: NodemailerError, began: boolean): Failure {
  const answered = responseCode !== undefined && responseCode >= 400;
  // RFC 5321 §3.8: 421 may come at any time from a server that shuts down, and so is no answer to the message.
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
