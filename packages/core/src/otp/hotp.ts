import { assertInteger } from './argument.ts';
import { assertDigits, normaliseCode, type OtpDigits } from './code.ts';
import { computeHmac, type HmacSchedule } from './hmac.ts';
import { type OtpKeyInput, scheduleOf } from './key.ts';

/** The widest window in steps or counters. Each one more gives a guess another chance in a million. */
export const MAX_WINDOW = 100;

/** What {@link generateHotp} takes. */
export interface GenerateHotpInput extends OtpKeyInput {
  /** From 0 to 2^53−1. */
  readonly counter: number;
  /** Default 6. */
  readonly digits?: OtpDigits | undefined;
}

/** What {@link verifyHotp} takes. */
export interface VerifyHotpInput extends OtpKeyInput {
  /** What the person typed, as it came; see {@link normaliseCode}. */
  readonly code: unknown;
  /** The lowest counter that may still match: one more than the last accepted one, from 0 to 2^53−1. */
  readonly counter: number;
  /** How many counters past `counter` are tried, for presses that were never sent: 0 to 100, default 3. */
  readonly lookAhead?: number | undefined;
  /** Default 6. */
  readonly digits?: OtpDigits | undefined;
}

/** Evidence of a right counter-based code. */
export interface HotpMatch {
  /** The counter that matched. Store `counter + 1` before saying yes (RFC 4226 §7.2). */
  readonly counter: number;
}

/**
 * The counter-based code of RFC 4226 §5.3, with its leading zeros.
 *
 * @throws TypeError or RangeError, naming the argument, for anything out of shape.
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
 * Looks for the counter that a typed code belongs to, from `counter` up to `counter + lookAhead`, lowest first.
 * To bring a token back in step (RFC 4226 §7.4), look once with a wide window, then ask for the next code and verify it
 * at `counter + 1` with `lookAhead: 0`.
 *
 * @returns the matching counter, or `undefined` for a wrong or misshapen code.
 * @throws TypeError or RangeError, naming the argument, for anything but the code out of shape.
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

/** Whether a normalised code is the one at a counter. */
export function hotpEquals(schedule: HmacSchedule, counter: number, normal: string): boolean {
  // Both are under 2^31, so one XOR compares them whole: no early exit tells how many digits were right.
  return (hotpNumber(schedule, counter, normal.length) ^ Number(normal)) === 0;
}

const movingFactor = new Uint8Array(8);
const movingFactorView = new DataView(movingFactor.buffer);

function hotpNumber(schedule: HmacSchedule, counter: number, digits: number): number {
  // RFC 4226 §5.1: eight bytes, big-endian. Shifts would cut the counter off at 32 bits.
  movingFactorView.setUint32(0, Math.floor(counter / 2 ** 32));
  movingFactorView.setUint32(4, counter % 2 ** 32);
  return truncate(computeHmac(schedule, movingFactor)) % 10 ** digits;
}

/** Dynamic truncation, RFC 4226 §5.3: 31 bits from where the last four bits of the tag point. */
export function truncate(tag: Uint8Array): number {
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  const offset = view.getUint8(tag.byteLength - 1) & 0x0f;
  return view.getUint32(offset) & 0x7fffffff;
}
