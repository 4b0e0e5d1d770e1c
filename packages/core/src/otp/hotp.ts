import { assertInteger } from './argument.ts';
import { assertDigits, normaliseCode, type OtpDigits } from './code.ts';
import { computeHmac, type HmacSchedule } from './hmac.ts';
import { type OtpKeyInput, scheduleOf } from './key.ts';

/** The widest window in steps or counters. Each extra one gives a guess another chance in a million. */
export const MAX_WINDOW = 100;

/** Input of {@link generateHotp}. @inline */
export type GenerateHotpInput = OtpKeyInput & {
  /** From 0 to 2^53−1. */
  readonly counter: number;
  /** @defaultValue `6` */
  readonly digits?: OtpDigits | undefined;
};

/** Input of {@link verifyHotp}. @inline */
export type VerifyHotpInput = OtpKeyInput & {
  /** The text that the user typed, unchanged; see {@link normaliseCode}. */
  readonly code: unknown;
  /** The lowest counter that may match, from 0 to 2^53−1: one more than the last accepted counter. */
  readonly counter: number;
  /**
   * How many counters after `counter` are tried, for codes that were generated and not used: 0 to 100.
   *
   * @defaultValue `3`
   */
  readonly lookAhead?: number | undefined;
  /** @defaultValue `6` */
  readonly digits?: OtpDigits | undefined;
};

/** The result for a correct counter-based code. @inline */
export type HotpMatch = {
  /** The counter that matched. Store `counter + 1` before you accept the code (RFC 4226 §7.2). */
  readonly counter: number;
};

/**
 * Generates the counter-based code of RFC 4226 §5.3, with leading zeros.
 *
 * @throws TypeError or RangeError, naming the argument, for an invalid argument.
 * @example
 * ```ts
 * import { generateHotp } from '@factorkit/core/otp';
 *
 * const key = new TextEncoder().encode('12345678901234567890');
 * generateHotp({ key, counter: 0 }); // '755224', RFC 4226 Appendix D
 * ```
 */
export function generateHotp({ counter, digits = 6, ...keyInput }: GenerateHotpInput): string {
  assertInteger('counter', counter, 0);
  assertDigits(digits);
  return hotpText(scheduleOf(keyInput), counter, digits);
}

/**
 * Finds the counter of a typed code, from `counter` up to `counter + lookAhead`, lowest first. To resynchronise a token
 * (RFC 4226 §7.4), call it once with a wide window. Then ask for the next code and verify it at `counter + 1` with
 * `lookAhead: 0`.
 *
 * @returns the matching counter, or `undefined` for a wrong or malformed code.
 * @throws TypeError or RangeError, naming the argument, for an invalid argument other than `code`.
 * @example
 * ```ts
 * import { verifyHotp } from '@factorkit/core/otp';
 *
 * const key = new TextEncoder().encode('12345678901234567890');
 * const match = verifyHotp({ key, code: '287082', counter: 0 }); // { counter: 1 }
 * const next = match === undefined ? 0 : match.counter + 1;
 * ```
 */
export function verifyHotp(input: VerifyHotpInput): HotpMatch | undefined {
  const { code, counter, lookAhead = 3, digits = 6, ...keyInput } = input;
  assertInteger('counter', counter, 0);
  assertInteger('lookAhead', lookAhead, 0, MAX_WINDOW);
  const normal = normaliseCode(code, digits);
  const schedule = scheduleOf(keyInput);
  if (normal === undefined) return undefined;
  const last = Math.min(counter + lookAhead, Number.MAX_SAFE_INTEGER);
  for (let candidate = counter; candidate <= last; candidate++) {
    if (hotpEquals(schedule, candidate, normal)) return { counter: candidate };
  }
  return undefined;
}

/** The code at a counter, as text. */
export function hotpText(schedule: HmacSchedule, counter: number, digits: OtpDigits): string {
  return hotpNumber(schedule, counter, digits).toString().padStart(digits, '0');
}

/** Whether a normalised code is correct at a counter. */
export function hotpEquals(schedule: HmacSchedule, counter: number, normal: string): boolean {
  // Both are under 2^31, so one XOR compares all digits: no early exit reveals how many were right.
  return (hotpNumber(schedule, counter, normal.length) ^ Number(normal)) === 0;
}

const movingFactor = new Uint8Array(8);
const movingFactorView = new DataView(movingFactor.buffer);

function hotpNumber(schedule: HmacSchedule, counter: number, digits: number): number {
  // RFC 4226 §5.1: eight bytes, big-endian. Shifts would cut the counter to 32 bits.
  movingFactorView.setUint32(0, Math.floor(counter / 2 ** 32));
  movingFactorView.setUint32(4, counter % 2 ** 32);
  return truncate(computeHmac(schedule, movingFactor)) % 10 ** digits;
}

/** Dynamic truncation, RFC 4226 §5.3: 31 bits at the offset in the last four bits of the tag. */
export function truncate(tag: Uint8Array): number {
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  const offset = view.getUint8(tag.byteLength - 1) & 0x0f;
  return view.getUint32(offset) & 0x7fffffff;
}
