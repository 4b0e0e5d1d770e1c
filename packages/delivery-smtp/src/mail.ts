import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Delivery } from '@factorkit/core';
import MailComposer from 'nodemailer/lib/mail-composer';

/** The sender of the messages. @inline */
export type SmtpSender = {
  /** The name that mail programs show. */
  readonly name?: string;
  readonly address: string;
};

/** A message in its final form. */
export interface Mail {
  readonly messageId: string;
  readonly bytes: Buffer;
}

// RFC 5321 §4.1.2 without quoted local parts and address literals. The remaining characters cannot end an address or a
// command, nor start another one.
const MAILBOX = /^[^\s\p{Cc}"(),:;<>@[\]\\]+@[^\s\p{Cc}"(),:;<>@[\]\\]+$/u;

/** RFC 5321 §4.5.3.1.3: a path has at most 256 octets, angle brackets included. */
const LONGEST_MAILBOX = 254;

/**
 * The mailbox for the envelope, with A-labels as its domain (RFC 5321 §2.3.5), so that servers without SMTPUTF8
 * (RFC 6531) accept it. `undefined` if the text is not exactly one mailbox.
 */
export function envelopeMailbox(address: string): string | undefined {
  if (!isMailbox(address)) return undefined;
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (isAscii(domain)) return address;
  // The encoder would also decode percent-encoding.
  const encoded = domain.includes('%') ? '' : domainToASCII(domain);
  const mailbox = `${local}@${encoded}`;
  // RFC 1035 §2.3.4: labels are not empty.
  return /^[^.]+(?:\.[^.]+)*$/.test(encoded) && isMailbox(mailbox) ? mailbox : undefined;
}

/** RFC 6531 §3.3: only a server with SMTPUTF8 accepts such a mailbox. */
export function needsSmtpUtf8(mailbox: string): boolean {
  return !isAscii(mailbox);
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** Whether the text is exactly one mailbox. */
function isMailbox(address: string): boolean {
  return new TextEncoder().encode(address).length <= LONGEST_MAILBOX && MAILBOX.test(address);
}

export async function composeMail(
  delivery: Delivery,
  { from, to, now }: { readonly from: SmtpSender; readonly to: string; readonly now: number },
): Promise<Mail> {
  const messageId = messageIdOf(delivery.id, from.address);
  const bytes = await new MailComposer({
    from: { name: from.name ?? '', address: from.address },
    to: { name: '', address: to },
    subject: delivery.subject,
    text: delivery.text,
    messageId,
    date: new Date(now),
    // RFC 3834 §5.1: prevents automatic replies.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { messageId, bytes };
}

/**
 * The same for every attempt, so that a mailbox recognises copies. Hashed, so that it does not reveal the delivery's
 * id.
 */
function messageIdOf(id: string, address: string): string {
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 40);
  return `<${digest}@${address.slice(address.lastIndexOf('@') + 1)}>`;
}
