import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Delivery } from '@factorkit/core';
import MailComposer from 'nodemailer/lib/mail-composer';

/** Who the message says it is from. */
export interface SmtpSender {
  /** Shown by mail programs. */
  readonly name?: string;
  readonly address: string;
}

/** A message in its final form. */
export interface Mail {
  readonly messageId: string;
  readonly bytes: Buffer;
}

// RFC 5321 §4.1.2 without quoted local parts and address literals: what is left holds no character that ends an address
// or begins another, nor one that ends a command.
const MAILBOX = /^[^\s\p{Cc}"(),:;<>@[\]\\]+@[^\s\p{Cc}"(),:;<>@[\]\\]+$/u;

/** RFC 5321 §4.5.3.1.3: a path has 256 octets at most, the angle brackets included. */
const LONGEST_MAILBOX = 254;

/**
 * The mailbox as it stands in the envelope: RFC 5321 §2.3.5 has A-labels for a domain, so that a server without SMTPUTF8
 * (RFC 6531) takes it. `undefined` for what is not one mailbox.
 */
export function envelopeMailbox(address: string): string | undefined {
  if (!isMailbox(address)) return undefined;
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (isAscii(domain)) return address;
  // The encoder would also undo percent-encoding.
  const encoded = domain.includes('%') ? '' : domainToASCII(domain);
  const mailbox = `${local}@${encoded}`;
  // RFC 1035 §2.3.4: no label is empty.
  return /^[^.]+(?:\.[^.]+)*$/.test(encoded) && isMailbox(mailbox) ? mailbox : undefined;
}

/** RFC 6531 §3.3: only a server that offers SMTPUTF8 takes such a mailbox. */
export function needsSmtpUtf8(mailbox: string): boolean {
  return !isAscii(mailbox);
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** Whether this is one mailbox and nothing else. */
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
    // RFC 3834 §5.1: nobody's holiday notice should answer this.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { messageId, bytes };
}

/** The same for every try, so that a mailbox which gets two copies can tell. Hashed: the id itself is nobody's business. */
function messageIdOf(id: string, address: string): string {
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 40);
  return `<${digest}@${address.slice(address.lastIndexOf('@') + 1)}>`;
}
