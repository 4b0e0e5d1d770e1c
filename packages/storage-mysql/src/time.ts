/** The server would round another time, or read it as something that is not a number. */
export function assertTime(name: string, time: number): void {
  if (!Number.isSafeInteger(time)) throw new RangeError(`${name} must be whole milliseconds since 1970`);
}
