/** Text that is read as bytes: node:sqlite before Node 24 cuts text at a NUL. */
export function textOf(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the SQLite driver returned no bytes for a blob');
  // ignoreBOM: a leading byte order mark is part of the text.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
