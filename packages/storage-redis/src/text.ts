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

/** What a script gave back as a list. */
export function listOf(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw new TypeError('the Redis client gave no list');
  return reply;
}
