/** A duration: a whole number followed by `s`, `m`, `h` or `d`. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds, or `undefined` if the text is not a duration of at least one second and at most ten years. */
export function parseDuration(text: unknown): number | undefined {
  const match = typeof text === 'string' ? /^([1-9]\d{0,8})([smhd])$/.exec(text) : null;
  if (match === null) return undefined;
  const ms = Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
  return ms <= 3_650 * UNIT_MS.d ? ms : undefined;
}

/** Milliseconds of a duration that was parsed before, at start-up. */
export function durationMs(duration: Duration): number {
  const ms = parseDuration(duration);
  if (ms === undefined) throw new RangeError('duration: not a whole number followed by s, m, h or d');
  return ms;
}
