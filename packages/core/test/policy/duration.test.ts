import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Duration, durationMs, parseDuration } from '../../src/policy/schema/duration.ts';

describe('a duration', () => {
  it.each([
    ['1s', 1000],
    ['59s', 59_000],
    ['15m', 900_000],
    ['24h', 86_400_000],
    ['30d', 2_592_000_000],
    ['3650d', 315_360_000_000],
    ['315360000s', 315_360_000_000],
  ])('%s is %i milliseconds', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
    expect(durationMs(text as Duration)).toBe(ms);
  });

  const refused: readonly unknown[] = [
    '',
    '0s',
    '00s',
    '01m',
    '-1s',
    '+1s',
    '1.5h',
    '1e3s',
    '1',
    'm',
    '1 m',
    ' 1m',
    '1m ',
    '1m\n',
    '1M',
    '1ms',
    '1w',
    '1y',
    '1h30m',
    'PT15M',
    '٣m',
    '3651d',
    '315360001s',
    '9999999999s',
    '999999999d',
    15,
    900_000n,
    null,
    undefined,
    true,
    ['1m'],
    { value: '1m' },
  ];

  it.each(refused.map((value) => [typeof value === 'string' ? JSON.stringify(value) : String(value), value]))(
    'is not: %s',
    (_, value) => {
      expect(parseDuration(value)).toBeUndefined();
      expect(() => durationMs(value as Duration)).toThrow(RangeError);
    },
  );

  it('is a whole number of seconds, from one to ten years, whatever the text', () => {
    const text = fc
      .tuple(fc.nat(), fc.constantFrom('s', 'm', 'h', 'd'))
      .map(([count, unit]) => `${count}${unit}`);
    fc.assert(
      fc.property(text, (written) => {
        const ms = parseDuration(written) ?? 1000;
        expect(ms % 1000).toBe(0);
        expect(ms).toBeGreaterThanOrEqual(1000);
        expect(ms).toBeLessThanOrEqual(3650 * 86_400_000);
      }),
    );
  });
});
