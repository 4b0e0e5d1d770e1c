/** The maximum size of a user id of 512 UTF-16 units. An index has at most 3072 bytes. */
const MAX_USER_ID_BYTES = 1536;

/** The maximum size of tags and of the ids and types of events. */
export const MAX_NAME_BYTES = 255;

/**
 * Text as bytes. Text that is too long is refused here, whatever the settings of the server.
 *
 * In UTF-8 every unpaired surrogate becomes the same U+FFFD: two users would share one account.
 */
export function bytesOf(text: string, limit: number = Number.POSITIVE_INFINITY): Buffer {
  if (/\p{Surrogate}/u.test(text)) {
    throw new TypeError('user id, pseudonym, tag and state must be well-formed Unicode');
  }
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > limit)
    throw new RangeError(`text has ${bytes.length} bytes, but at most ${limit} can be stored`);
  return bytes;
}

export function userIdBytes(userId: string): Buffer {
  return bytesOf(userId, MAX_USER_ID_BYTES);
}

/** Refuses an answer for another user than the requested one. */
export function assertEcho(sent: Buffer, received: Buffer | null): void {
  if (received === null || !sent.equals(received)) {
    throw new TypeError('the MySQL driver returned an answer for something else');
  }
}

/** A whole number of a binary column. */
export function wholeOf(bytes: Buffer | null): number {
  const text = bytes?.toString('latin1') ?? '';
  if (!/^-?\d{1,16}$/.test(text)) throw new TypeError('the MySQL driver returned no whole number');
  return Number(text);
}

/** Text of a binary column: the driver returns its bytes, whatever the character set of the connection. */
export function textOf(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array))
    throw new TypeError('the MySQL driver returned no bytes for a binary column');
  // ignoreBOM: a leading byte order mark is part of the text.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
