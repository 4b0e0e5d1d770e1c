const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration of at least one second and at most `mostMs`, as a pattern: so that a schema refuses what the reader does. */
export function durationPattern(mostMs: number): string {
  const units = Object.entries(UNITS_MS).flatMap(([unit, ms]) => {
    const most = Math.floor(mostMs / ms);
    return most < 1 ? [] : [`(?:${upTo(most)})${unit}`];
  });
  return `^(?:${units.join('|')})$`;
}

/** A whole number from 1 to `most`, without leading zeros. */
function upTo(most: number): string {
  const digits = String(most);
  const shorter = digits.length > 1 ? [`[1-9]\\d{0,${digits.length - 2}}`] : [];
  const sameLength = [...digits].flatMap((digit, index) => {
    const least = index === 0 ? 1 : 0;
    const below = Number(digit) - 1;
    if (below < least) return [];
    const rest = digits.length - index - 1;
    return [`${digits.slice(0, index)}[${least}-${below}]${rest > 0 ? `\\d{${rest}}` : ''}`];
  });
  return [...shorter, ...sameLength, digits].join('|');
}

const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const DAYS =
  '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])';

/** A moment in UTC that the calendar has, to the second: 31 June is none, and 29 February only in a leap year. */
export const MOMENT_PATTERN: string = `^(?:\\d{4}-(?:${DAYS})|${LEAP_YEAR}-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$`;
