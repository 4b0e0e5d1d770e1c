import { assertInteger } from './argument.ts';
import { assertDigits, normaliseCode, type OtpDigits } from './code.ts';
import { hotpEquals, hotpText, MAX_WINDOW } from './hotp.ts';
import { type OtpKeyInput, scheduleOf } from './key.ts';

/** The time, and the length and origin of the time steps. @inline */
export type TotpTime = {
  /** Milliseconds since 1970 by the server's clock, as from `Date.now()`. Never pass a time that a client sent. */
  readonly timeMs: number;
  /**
   * Length of a step in seconds.
   *
   * @defaultValue `30`
   */
  readonly periodSeconds?: number | undefined;
  /**
   * Start of step 0 in seconds since 1970 (T0 of RFC 6238 §4.1).
   *
   * @defaultValue `0`
   */
  readonly t0Seconds?: number | undefined;
};

/** Input of {@link generateTotp}. @inline */
export type GenerateTotpInput = OtpKeyInput &
  TotpTime & {
    /** @defaultValue `6` */
    readonly digits?: OtpDigits | undefined;
  };

/** Input of {@link verifyTotp}. @inline */
export type VerifyTotpInput = OtpKeyInput &
  TotpTime & {
    /** The text that the user typed, unchanged; see {@link normaliseCode}. */
    readonly code: unknown;
    /** @defaultValue `6` */
    readonly digits?: OtpDigits | undefined;
    /**
     * How many steps before the current one are accepted: 0 to 100 (RFC 6238 §5.2).
     *
     * @defaultValue `1`
     */
    readonly past?: number | undefined;
    /**
     * How many steps after the current one are accepted, for a phone whose clock is ahead: 0 to 100.
     *
     * @defaultValue `1`
     */
    readonly future?: number | undefined;
    /**
     * The last accepted step. This step and earlier steps never match. `undefined` or `null` if none was accepted yet.
     */
    readonly after?: number | null | undefined;
  };

/** The result for a correct time-based code. @inline */
export type TotpMatch = {
  /** The step that matched. Store it before you accept the code, and pass it as `after` the next time. */
  readonly step: number;
  /** `step` minus the current step. −1 means the previous code, or a phone whose clock is behind. */
  readonly drift: number;
};

/**
 * Generates the time-based code of RFC 6238, with leading zeros.
 *
 * @throws TypeError or RangeError, naming the argument, for an invalid argument or a time before `t0Seconds`.
 * @example
 * ```ts
 * import { generateTotp } from '@factorkit/core/otp';
 *
 * const key = new TextEncoder().encode('12345678901234567890');
 * generateTotp({ key, timeMs: 59_000, digits: 8 }); // '94287082', RFC 6238 Appendix B
 * ```
 */
export function generateTotp(input: GenerateTotpInput): string {
  const { timeMs, periodSeconds = 30, t0Seconds = 0, digits = 6, ...keyInput } = input;
  assertDigits(digits);
  const step = stepAt(timeMs, periodSeconds, t0Seconds);
  return hotpText(scheduleOf(keyInput), step, digits);
}

/**
 * Finds the step of a typed code: the current step first, then its neighbours by distance, the earlier one first. It
 * computes at most one HMAC for each step, and one key schedule for each call (none for a prepared key).
 *
 * With the defaults, a displayed code works for about 60 seconds. You make a code single-use (RFC 6238 §5.2): store
 * `step` before you accept the code, and pass it as `after`. This also holds if the clock is set back.
 *
 * @returns the matching step, or `undefined` for a wrong, used or malformed code.
 * @throws TypeError or RangeError, naming the argument, for an invalid argument other than `code`.
 * @example
 * ```ts
 * import { generateSecret, generateTotp, prepareKey, verifyTotp } from '@factorkit/core/otp';
 *
 * const key = prepareKey({ secret: generateSecret() });
 * const timeMs = Date.now();
 * const code = generateTotp({ key, timeMs });
 * const match = verifyTotp({ key, code, timeMs }); // { step, drift: 0 }
 * verifyTotp({ key, code, timeMs, after: match?.step }); // undefined: used
 * ```
 */
export function verifyTotp(input: VerifyTotpInput): TotpMatch | undefined {
  const { code, timeMs, periodSeconds = 30, t0Seconds = 0, digits = 6, ...rest } = input;
  const { past = 1, future = 1, after, ...keyInput } = rest;
  assertInteger('past', past, 0, MAX_WINDOW);
  assertInteger('future', future, 0, MAX_WINDOW);
  if (after !== undefined && after !== null) assertInteger('after', after, 0);
  const current = stepAt(timeMs, periodSeconds, t0Seconds);
  const normal = normaliseCode(code, digits);
  const schedule = scheduleOf(keyInput);
  if (normal === undefined) return undefined;
  const first = Math.max((after ?? -1) + 1, current - past);
  const last = Math.min(current + future, Number.MAX_SAFE_INTEGER);
  for (const drift of drifts(past, future)) {
    const step = current + drift;
    if (step >= first && step <= last && hotpEquals(schedule, step, normal)) return { step, drift };
  }
  return undefined;
}

// RFC 6238 §4.2: T = floor((now − T0) / X). One division of whole numbers under 2^53 never rounds up to the next
// one.
function stepAt(timeMs: number, periodSeconds: number, t0Seconds: number): number {
  assertInteger('timeMs', timeMs, 0);
  assertInteger('periodSeconds', periodSeconds, 1);
  assertInteger('t0Seconds', t0Seconds, 0);
  const sinceMs = timeMs - t0Seconds * 1000;
  if (sinceMs < 0) throw new RangeError('timeMs must not be before t0Seconds');
  return Math.floor(sinceMs / (periodSeconds * 1000));
}

function* drifts(past: number, future: number): Generator<number> {
  yield 0;
  for (let distance = 1; distance <= Math.max(past, future); distance++) {
    if (distance <= past) yield -distance;
    if (distance <= future) yield distance;
  }
}
