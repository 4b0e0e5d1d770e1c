import type { Schema } from '../../schema/schema.ts';
import { value, where } from '../../schema/values.ts';
import { type Duration, parseDuration } from './duration.ts';
import type { Moment } from './policy.ts';

const UNITS = [
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
] as const;

/** A regular expression for durations up to this many milliseconds. */
function durationPattern(mostMs: number): string {
  const forms = UNITS.flatMap(([unit, size]) => {
    const most = Math.floor(mostMs / size);
    return most === 0 ? [] : [`(?:${wholeUpTo(most)})${unit}`];
  });
  return `^(?:${forms.join('|')})$`;
}

/** A regular expression for the whole numbers from 1 to this one. */
function wholeUpTo(most: number): string {
  const digits = String(most);
  const shorter = digits.length === 1 ? [] : [`[1-9]\\d{0,${digits.length - 2}}`];
  const sameLength = [...digits].flatMap((digit, index) => {
    const least = index === 0 ? 1 : 0;
    const rest = digits.length - index - 1;
    const lower = Number(digit) - 1;
    return lower < least ? [] : [`${digits.slice(0, index)}[${least}-${lower}]\\d{${rest}}`];
  });
  return [...shorter, ...sameLength, digits].join('|');
}

const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const DAY =
  '(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
  `|${LEAP_YEAR}-02-29)`;

/** A regular expression for the moments that exist in the calendar. */
const MOMENT_PATTERN = `^${DAY}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$`;
const MOMENT = new RegExp(MOMENT_PATTERN);

export const moment: Schema<Moment> = value(
  (given) => typeof given === 'string' && MOMENT.test(given),
  'a moment in UTC, such as "2027-03-01T00:00:00Z"',
  { type: 'string', format: 'date-time', pattern: MOMENT_PATTERN },
);

const TEN_YEARS_MS = 3_650 * 86_400_000;

/** A duration, with an optional maximum from a standard. */
export function duration(most?: { readonly ms: number; readonly why: string }): Schema<Duration> {
  if (most !== undefined) {
    const json = { pattern: durationPattern(most.ms), description: most.why };
    return where(duration(), (text) => (parseDuration(text) ?? 0) <= most.ms, most.why, json);
  }
  return value(
    (given) => parseDuration(given) !== undefined,
    'a whole number and s, m, h or d, such as "15m", up to ten years',
    { type: 'string', pattern: durationPattern(TEN_YEARS_MS) },
  );
}
