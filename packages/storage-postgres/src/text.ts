/**
 * Text for a bytea: its UTF-8 as hexadecimal digits. PostgreSQL's text cannot contain a NUL. Digits reach the server
 * unchanged, whatever the client encodes, repeats or escapes, and whatever the encoding of the session.
 *
 * In UTF-8 every unpaired surrogate becomes the same U+FFFD: two users would share one account.
 */
export function hexOf(text: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new TypeError('user id, pseudonym, tag and state must be well-formed Unicode');
  }
  return Buffer.from(text, 'utf8').toString('hex');
}

export function textOf(hex: unknown): string {
  if (typeof hex !== 'string' || !/^(?:[0-9a-f]{2})*$/.test(hex)) {
    throw new TypeError('the PostgreSQL client returned no hexadecimal digits');
  }
  // ignoreBOM: a leading byte order mark is part of the text.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(hex, 'hex'));
}

/** Refuses an answer for another user, event or save than the requested one. */
export function assertEcho(sent: string, received: string | null): void {
  if (sent !== received) throw new TypeError('the PostgreSQL client returned an answer for something else');
}

/** A count from PostgreSQL. */
export function countOf(text: string | null): number {
  if (text === null || !/^[0-9]{1,15}$/.test(text))
    throw new TypeError('the PostgreSQL client returned no count');
  return Number(text);
}

/** A list that PostgreSQL returned as JSON. */
export function listOf(text: string | null): readonly unknown[] {
  const list: unknown = JSON.parse(text ?? 'null');
  if (!Array.isArray(list)) throw new TypeError('the PostgreSQL client returned no list');
  return list;
}
