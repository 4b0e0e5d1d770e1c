/** A time that is no whole number would be rounded, or not be a number at all to the server. */
export function assertTime(name: string, time: number): void {
  if (!Number.isSafeInteger(time)) throw new RangeError(`${name} must be whole milliseconds since 1970`);
}
