/**
 * Text as its UTF-8. PostgreSQL's own text cannot hold a NUL, so what must be kept to the byte is kept as bytes.
 *
 * In UTF-8 every unpaired surrogate becomes the same U+FFFD: two users would share one account.
 */
export function bytesOf(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) {
    throw new TypeError('user id, pseudonym, tag and state must be well-formed Unicode');
  }
  return new TextEncoder().encode(text);
}

export function textOf(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the PostgreSQL client gave no bytes for a bytea');
  // ignoreBOM: a leading byte order mark is part of the text.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
