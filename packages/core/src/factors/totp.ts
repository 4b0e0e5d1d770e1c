import type { FactorData } from '../account/factors/factor.ts';
import { MfaError } from '../errors.ts';
import { assertInteger } from '../otp/argument.ts';
import { encodeBase32 } from '../otp/base32.ts';
import { assertDigits, normaliseCode, type OtpDigits } from '../otp/code.ts';
import { assertAlgorithm, type OtpAlgorithm } from '../otp/hmac.ts';
import { type OtpKey, prepareKey } from '../otp/key.ts';
import { buildOtpauthUri } from '../otp/otpauth-uri.ts';
import { generateSecret } from '../otp/secret.ts';
import { verifyTotp } from '../otp/totp.ts';
import { assertNoMembers } from './members.ts';
import type { CheckResult, FactorContext, FactorMethod, OffClock } from './method.ts';
import type { TotpSetup } from './setup.ts';

/**
 * How far the phone's clock is searched. A wrong time zone does not change the codes, and more steps mean more chance
 * matches.
 */
const CLOCK_SEARCH_MS = 10 * 60_000;
const MOST_STEPS = 20;

/** Options for new factors. Existing factors keep the options that they were created with. @inline */
export type TotpOptions = {
  /**
   * Several apps ignore other algorithms and show wrong codes.
   *
   * @defaultValue `SHA1`
   */
  readonly algorithm?: OtpAlgorithm;
  /** @defaultValue `6` */
  readonly digits?: OtpDigits;
  /** @defaultValue `30` */
  readonly periodSeconds?: number;
};

/**
 * The authenticator-app method (RFC 6238).
 *
 * @throws TypeError or RangeError, naming the option, for an option that no authenticator app can have.
 * @example
 * ```ts
 * import { totp } from '@factorkit/core';
 *
 * const methods = [totp()];
 * ```
 */
export function totp(options: TotpOptions = {}): FactorMethod<TotpSetup> {
  const { algorithm = 'SHA1', digits = 6, periodSeconds = 30 } = options;
  // Checked here, so that a mistake stops the start-up and not the first enrolment.
  assertAlgorithm(algorithm);
  assertDigits(digits);
  assertInteger('periodSeconds', periodSeconds, 1);
  return {
    method: 'totp',
    async create({ random, sealer, userId, factorId }) {
      const secret = await sealer.seal(generateSecret({ algorithm, random }), {
        userId,
        factorId,
        field: 'secret',
      });
      return { secret, algorithm, digits, periodSeconds };
    },
    async present({ data, sealer, userId, factorId, issuer, accountName }) {
      const made = settingsOf(data);
      const secret = await sealer.open(made.sealed, { userId, factorId, field: 'secret' });
      return {
        kind: 'totp',
        uri: buildOtpauthUri({
          type: 'totp',
          secret,
          issuer: labelPart(issuer),
          account: labelPart(accountName),
          ...made.settings,
        }),
        secret: encodeBase32(secret),
        issuer,
        accountName,
        digits: made.settings.digits,
        periodSeconds: made.settings.periodSeconds,
      };
    },
    async rekey({ data, sealer, userId, factorId }) {
      const made = settingsOf(data);
      if (sealer.outdated?.(made.sealed) !== true) return undefined;
      const place = { userId, factorId, field: 'secret' };
      return { ...data, secret: await sealer.seal(await sealer.open(made.sealed, place), place) };
    },
    async moved({ data, from, to }) {
      const secret = await from.sealer.open(settingsOf(data).sealed, { ...idsOf(from), field: 'secret' });
      return { ...data, secret: await to.sealer.seal(secret, { ...idsOf(to), field: 'secret' }) };
    },
    // A typed code can be phished (NIST SP 800-63B-4 §3.2.5), and most apps copy secrets between devices.
    shows: () => ({ traits: [] }),
    async check({ data, response, rule, now, sealer, userId, factorId }) {
      const made = settingsOf(data);
      const code = normaliseCode(response, made.settings.digits);
      if (code === undefined) return { kind: 'malformed' };
      const secret = await sealer.open(made.sealed, { userId, factorId, field: 'secret' });
      const key = prepareKey({ secret, algorithm: made.settings.algorithm });
      const match = verifyTotp({
        key,
        code,
        timeMs: now,
        digits: made.settings.digits,
        periodSeconds: made.settings.periodSeconds,
        after: made.lastStep,
        past: rule.past,
        future: rule.future,
      });
      if (match === undefined) return checkUsedCode({ data, code, key, now, made });
      const { offStep: _, offBy: __, ...kept } = data;
      // RFC 6238 §5.2: a step is accepted once. Storing it here puts it into the same commit as the outcome.
      return { kind: 'match', data: { ...kept, lastStep: match.step }, traits: [] };
    },
  };
}

interface UnmatchedCode {
  readonly data: FactorData;
  readonly code: string;
  readonly key: OtpKey;
  readonly now: number;
  readonly made: ReturnType<typeof settingsOf>;
}

/**
 * Whether a code that does not match is the last accepted one. Guessing it gains nothing, because that step is over.
 * The phone shows another code at the latest when that step and the server's current step have ended.
 */
function checkUsedCode(unmatched: UnmatchedCode): CheckResult {
  const { code, key, now, made } = unmatched;
  const { lastStep } = made;
  const { digits, periodSeconds } = made.settings;
  const mismatch = checkOffClock(unmatched);
  if (lastStep === undefined) return mismatch;
  const periodMs = periodSeconds * 1000;
  const timeMs = lastStep * periodMs;
  const used = verifyTotp({ key, code, timeMs, digits, periodSeconds, past: 0, future: 0 });
  if (used === undefined) return mismatch;
  return { kind: 'used', nextCodeAt: (Math.max(lastStep, Math.floor(now / periodMs)) + 1) * periodMs };
}

/**
 * Whether a code that does not match is correct at another time, with the same distance as the code before (RFC 6238
 * §6). Every step is tried, so that the time does not reveal where it matched.
 */
function checkOffClock({ data, code, key, now, made }: UnmatchedCode): CheckResult {
  const { lastStep: after, off } = made;
  const { digits, periodSeconds } = made.settings;
  const periodMs = periodSeconds * 1000;
  const reach = Math.min(MOST_STEPS, Math.ceil(CLOCK_SEARCH_MS / periodMs));
  let found: OffCode | undefined;
  for (let by = -reach; by <= reach; by += 1) {
    const timeMs = Math.max(0, now + by * periodMs);
    const match = verifyTotp({ key, code, timeMs, digits, periodSeconds, past: 0, future: 0, after });
    if (match !== undefined) found = { step: match.step, by };
  }
  if (found === undefined) return { kind: 'mismatch' };
  const offClock: OffClock = {
    seconds: found.by * periodSeconds,
    // A clock that is wrong by a few seconds more or less than whole steps alternates between two steps.
    again: off !== undefined && found.step > off.step && Math.abs(found.by - off.by) <= 1,
    data: { ...data, offStep: found.step, offBy: found.by },
  };
  return { kind: 'mismatch', offClock };
}

/** A code that was correct at another time, and the distance in steps. */
interface OffCode {
  readonly step: number;
  readonly by: number;
}

/**
 * Apps split issuer and account at the first colon, encoded or not, and show one line. Other text belongs to the name.
 */
function labelPart(name: string): string {
  return name.replaceAll(':', '\uFF1A').replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

interface TotpSettings {
  readonly algorithm: OtpAlgorithm;
  readonly digits: OtpDigits;
  readonly periodSeconds: number;
}

function settingsOf(data: FactorData): {
  readonly sealed: string;
  readonly lastStep: number | undefined;
  readonly off: OffCode | undefined;
  readonly settings: TotpSettings;
} {
  const { secret, algorithm, digits, periodSeconds, lastStep, offStep, offBy, ...unknown } = data;
  assertNoMembers('totp', unknown);
  const known =
    typeof secret === 'string' &&
    (algorithm === 'SHA1' || algorithm === 'SHA256' || algorithm === 'SHA512') &&
    (digits === 6 || digits === 7 || digits === 8) &&
    isWhole(periodSeconds, 1) &&
    (lastStep === undefined || isWhole(lastStep, 0)) &&
    (offStep === undefined) === (offBy === undefined) &&
    (offStep === undefined || isWhole(offStep, 0)) &&
    (offBy === undefined || isWhole(offBy, -MOST_STEPS));
  if (!known) throw new MfaError('account-unreadable', 'a stored totp factor cannot be read');
  const off = offStep === undefined || offBy === undefined ? undefined : { step: offStep, by: offBy };
  return { sealed: secret, lastStep, off, settings: { algorithm, digits, periodSeconds } };
}

function isWhole(value: unknown, min: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min;
}

function idsOf({ userId, factorId }: FactorContext): Pick<FactorContext, 'userId' | 'factorId'> {
  return { userId, factorId };
}
