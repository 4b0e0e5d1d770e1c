import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeHmac, scheduleHmac } from '../../src/otp/hmac.ts';
import { truncate } from '../../src/otp/hotp.ts';
import { generateHotp, verifyHotp } from '../../src/otp/index.ts';
import {
  RFC4226_SECRET as key,
  RFC4226_ROWS,
  RFC4226_TRUNCATION,
  SMALL_VALUES,
  WIDE_COUNTERS,
} from './rfc4226-figures.ts';
import { callUntyped, NOT_WHOLE_NUMBERS } from './untyped.ts';

function codeAt(counter: number): string {
  return generateHotp({ key, counter });
}

describe('generateHotp', () => {
  it.each(RFC4226_ROWS)('H2 RFC 4226 Appendix D, counter $counter: tag, offset and codes', (row) => {
    const message = new Uint8Array(8);
    message[7] = row.counter;
    const tag = computeHmac(scheduleHmac('SHA1', key), message);
    expect(bytesToHex(tag)).toBe(row.tagHex);
    expect((tag[19] ?? 0) & 15).toBe(row.offset);
    expect(truncate(tag)).toBe(row.truncated);
    expect(generateHotp({ key, counter: row.counter })).toBe(row.six);
    expect(generateHotp({ key, counter: row.counter, digits: 7 })).toBe(row.seven);
    expect(generateHotp({ key, counter: row.counter, digits: 8 })).toBe(row.eight);
  });

  it('H2 RFC 4226 §5.4: the worked truncation', () => {
    const truncated = truncate(hexToBytes(RFC4226_TRUNCATION.tagHex));
    expect(truncated).toBe(RFC4226_TRUNCATION.truncated);
    expect((truncated % 10 ** 6).toString()).toBe(RFC4226_TRUNCATION.six);
  });

  it.each(WIDE_COUNTERS)('H2 counter %d is not cut off at 31 or 32 bits', (counter, code) => {
    expect(generateHotp({ key, counter })).toBe(code);
    expect(verifyHotp({ key, code, counter })).toEqual({ counter });
  });

  it.each(SMALL_VALUES)('H2 counter %d, whose value is %d, keeps its leading zeros', (counter, value) => {
    for (const digits of [6, 7, 8] as const) {
      const code = generateHotp({ key, counter, digits });
      expect(code).toBe(value.toString().padStart(digits, '0'));
      expect(verifyHotp({ key, code, counter, digits })).toEqual({ counter });
    }
  });

  it.each([5, 9, 0, 6.5, Number.NaN])('H2 %d digits are refused', (digits) => {
    const refusal = new RangeError('digits must be a whole number from 6 to 8');
    expect(() => callUntyped(generateHotp, { key, counter: 0, digits })).toThrow(refusal);
    expect(() => callUntyped(verifyHotp, { key, code: '755224', counter: 0, digits })).toThrow(refusal);
  });

  it('H2 digits as text are refused', () => {
    expect(() => callUntyped(generateHotp, { key, counter: 0, digits: '6' })).toThrow(
      new TypeError('digits must be a number'),
    );
  });

  it.each(NOT_WHOLE_NUMBERS)('a counter that is %s is refused by name', (_, counter, error) => {
    expect(() => callUntyped(generateHotp, { key, counter })).toThrow(error);
    expect(() => callUntyped(generateHotp, { key, counter })).toThrow(/^counter must be/);
    expect(() => callUntyped(verifyHotp, { key, code: '755224', counter })).toThrow(/^counter must be/);
  });

  it('a counter that is missing is refused by name', () => {
    expect(() => callUntyped(generateHotp, { key })).toThrow(new TypeError('counter must be a number'));
  });
});

describe('verifyHotp', () => {
  it('H3 after a match at n, the counter n + 1 refuses all codes up to n and accepts the next', () => {
    const match = verifyHotp({ key, code: codeAt(4), counter: 2 });
    expect(match).toEqual({ counter: 4 });
    const next = (match?.counter ?? 0) + 1;
    for (let used = 0; used <= 4; used++) {
      expect(verifyHotp({ key, code: codeAt(used), counter: next })).toBeUndefined();
    }
    expect(verifyHotp({ key, code: codeAt(5), counter: next })).toEqual({ counter: 5 });
  });

  it('H6 the look-ahead ends where it says: n + s is accepted, n + s + 1 is not', () => {
    for (const lookAhead of [0, 1, 5, 100]) {
      const last = 7 + lookAhead;
      expect(verifyHotp({ key, code: codeAt(last), counter: 7, lookAhead })).toEqual({ counter: last });
      expect(verifyHotp({ key, code: codeAt(last + 1), counter: 7, lookAhead })).toBeUndefined();
    }
  });

  it('H6 without saying so, three counters ahead are tried', () => {
    expect(verifyHotp({ key, code: codeAt(10), counter: 7 })).toEqual({ counter: 10 });
    expect(verifyHotp({ key, code: codeAt(11), counter: 7 })).toBeUndefined();
  });

  it('H6 two consecutive codes bring a token back in step, two others do not', () => {
    const first = verifyHotp({ key, code: codeAt(60), counter: 0, lookAhead: 100 });
    expect(first).toEqual({ counter: 60 });
    const next = (first?.counter ?? 0) + 1;
    expect(verifyHotp({ key, code: codeAt(61), counter: next, lookAhead: 0 })).toEqual({ counter: 61 });
    expect(verifyHotp({ key, code: codeAt(62), counter: next, lookAhead: 0 })).toBeUndefined();
    expect(verifyHotp({ key, code: codeAt(60), counter: next, lookAhead: 0 })).toBeUndefined();
  });

  it('H7 a token at Cc is accepted exactly where Cs <= Cc <= Cs + s, and the next counter is Cc + 1', () => {
    const [server, lookAhead] = [20, 4];
    const accepted: number[] = [];
    for (let token = server - 6; token <= server + 10; token++) {
      const match = verifyHotp({ key, code: codeAt(token), counter: server, lookAhead });
      if (match === undefined) continue;
      expect(match.counter).toBe(token);
      expect(verifyHotp({ key, code: codeAt(token), counter: match.counter + 1, lookAhead })).toBeUndefined();
      accepted.push(token);
    }
    expect(accepted).toEqual([20, 21, 22, 23, 24]);
  });

  it('H7 the look-ahead ends at the last counter', () => {
    const counter = Number.MAX_SAFE_INTEGER;
    expect(verifyHotp({ key, code: codeAt(counter), counter: counter - 1, lookAhead: 100 })).toEqual({
      counter,
    });
    expect(verifyHotp({ key, code: codeAt(0), counter, lookAhead: 100 })).toBeUndefined();
  });

  it.each(NOT_WHOLE_NUMBERS)('a look-ahead that is %s is refused by name', (_, lookAhead, error) => {
    const call = () => callUntyped(verifyHotp, { key, code: codeAt(0), counter: 0, lookAhead });
    expect(call).toThrow(error);
    expect(call).toThrow(/^lookAhead must be/);
  });

  it('a look-ahead over 100 is refused', () => {
    expect(() => verifyHotp({ key, code: '755224', counter: 0, lookAhead: 101 })).toThrow(
      new RangeError('lookAhead must be a whole number from 0 to 100'),
    );
  });

  it('H3 whatever is generated verifies at its own counter', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 80 }),
        fc.maxSafeNat(),
        fc.constantFrom(6, 7, 8),
        fc.constantFrom('SHA1', 'SHA256', 'SHA512'),
        (secret, counter, digits, algorithm) => {
          const code = generateHotp({ key: secret, counter, digits, algorithm });
          expect(code).toMatch(/^[0-9]+$/);
          expect(code).toHaveLength(digits);
          expect(verifyHotp({ key: secret, code, counter, digits, algorithm, lookAhead: 0 })).toEqual({
            counter,
          });
        },
      ),
    );
  });
});
