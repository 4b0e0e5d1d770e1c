import { assertInteger } from './argument.ts';
import { assertDigits, normaliseCode, type OtpDigits } from './code.ts';
import { hotpEquals, hotpText, MAX_WINDOW } from './hotp.ts';
import { type OtpKeyInput, scheduleOf } from './key.ts';

/** When, and how time is cut into steps. */
export interface TotpTime {
  /** Milliseconds since 1970 by the server's clock, as from `Date.now()`; never a time that a client sent. */
  readonly timeMs: number;
  /** Length of a step in seconds. Default 30. */
  readonly periodSeconds?: number | undefined;
  /** Where step 0 begins, in seconds since 1970 (T0 of RFC 6238 §4.1). Default 0. */
  readonly t0Seconds?: number | undefined;
}

/** What {@link generateTotp} takes. */
export interface GenerateTotpInput extends OtpKeyInput, TotpTime {
  /** Default 6. */
  readonly digits?: OtpDigits | undefined;
}

/** What {@link verifyTotp} takes. */
export interface VerifyTotpInput extends OtpKeyInput, TotpTime {
  /** What the person typed, as it came; see {@link normaliseCode}. */
  readonly code: unknown;
  /** Default 6. */
  readonly digits?: OtpDigits | undefined;
  /** How many steps before the current one are accepted, 0 to 100. Default 1 (RFC 6238 §5.2). */
  readonly past?: number | undefined;
  /** How many steps after the current one are accepted, for a phone that is fast, 0 to 100. Default 1. */
  readonly future?: number | undefined;
  /** The last accepted step: it and all before it never match again. `undefined` or `null`: none was accepted yet. */
  readonly after?: number | null | undefined;
}

/** Evidence of a right time-based code. */
export interface TotpMatch {
  /** The step that matched. Store it before saying yes, and pass it as `after` the next time. */
  readonly step: number;
  /** `step` minus the current step: −1 is the code shown before, or a slow phone. */
  readonly drift: number;
}

/**
 * The time-based code of RFC 6238, with its leading zeros.
 *
 * @throws TypeError or RangeError, naming the argument, for anything out of shape, and for a time before `t0Seconds`.
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
 * Looks for the step that a typed code belongs to: the current one first, then its neighbours by distance, the earlier
 * first. At most one HMAC a step, one key schedule a call, none for a prepared key.
 *
 * With the defaults a displayed code works for about 60 seconds. The caller makes a code work once (RFC 6238 §5.2):
 * store `step` before saying yes, and pass it as `after`. That holds when the clock was set back too.
 *
 * @returns the matching step, or `undefined` for a wrong, used or misshapen code.
 * @throws TypeError or RangeError, naming the argument, for anything but the code out of shape.
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

// RFC 6238 §4.2: T = floor((now − T0) / X). One division of whole numbers under 2^53 is never rounded up to the next one.
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
