/**
 * Text as hexadecimal digits of its UTF-8. They reach SQLite and return unchanged, whatever a client makes of bytes, and of
 * a NUL in text.
 */
export function hexOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}

export function textOf(hex: unknown): string {
  if (typeof hex !== 'string' || !/^(?:[0-9A-F]{2})*$/.test(hex)) {
    throw new TypeError('the SQLite client returned no hexadecimal digits');
  }
  // ignoreBOM: a leading byte order mark is part of the text.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(hex, 'hex'));
}

/** Refuses an answer for other text than was sent. */
export function assertEcho(sent: readonly string[], received: readonly unknown[]): void {
  const same = sent.length === received.length && received.every((hex, index) => textOf(hex) === sent[index]);
  if (!same) throw new TypeError('the SQLite client returned an answer for something else');
}
