/** Text that a script returned: both libraries decode UTF-8. */
export function textOf(reply: unknown): string {
  if (typeof reply !== 'string') throw new TypeError('the Redis client returned no text');
  return reply;
}

/** Refuses a reply for another call, user or save than the one that was sent. */
export function assertEcho(sent: string, received: unknown): void {
  if (sent !== received) throw new TypeError('the Redis client returned another reply');
}

/** A whole number that a script returned. A client may convert numbers to text, or text to numbers. */
export function wholeOf(reply: unknown): number {
  const number = typeof reply === 'string' && /^-?\d{1,16}$/.test(reply) ? Number(reply) : reply;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    throw new TypeError('the Redis client returned no whole number');
  }
  return number;
}

/** The boolean of a script that returns 1 or 0. */
export function flagOf(reply: unknown): boolean {
  const number = wholeOf(reply);
  if (number !== 0 && number !== 1) throw new TypeError('the Redis client returned neither 0 nor 1');
  return number === 1;
}

/** A list that a script returned. */
export function listOf(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw new TypeError('the Redis client returned no list');
  return reply;
}
