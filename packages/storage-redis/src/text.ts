/** In UTF-8 every unpaired surrogate becomes the same U+FFFD: two users would share one account. */
export function assertWellFormed(...texts: readonly string[]): void {
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) {
    throw new TypeError('user id, pseudonym, tag and state must be well-formed Unicode');
  }
}

/** Text that a script gave back: both libraries decode UTF-8, which is what was sent. */
export function textOf(reply: unknown): string {
  if (typeof reply !== 'string') throw new TypeError('the Redis client gave no text');
  return reply;
}

/** Refuses a reply for another call, user or save than the one that was sent. */
export function assertEcho(sent: string, received: unknown): void {
  if (sent !== received) throw new TypeError('the Redis client gave the reply of something else');
}

/** A whole number that a script gave back. A client may make text of numbers, or numbers of text. */
export function wholeOf(reply: unknown): number {
  const number = typeof reply === 'string' && /^-?\d{1,16}$/.test(reply) ? Number(reply) : reply;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    throw new TypeError('the Redis client gave no whole number');
  }
  return number;
}

/** Yes or no, of a script that gives 1 or 0. */
export function flagOf(reply: unknown): boolean {
  const number = wholeOf(reply);
  if (number !== 0 && number !== 1) throw new TypeError('the Redis client gave neither 0 nor 1');
  return number === 1;
}

/** What a script gave back as a list. */
export function listOf(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw new TypeError('the Redis client gave no list');
  return reply;
}
