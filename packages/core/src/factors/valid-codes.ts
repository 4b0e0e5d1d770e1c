import type { FactorData } from '../account/factors/factor.ts';
import { SKEW_MS } from '../clock-skew.ts';
import { LONGEST_CODE_MS, MOST_CODES_SENT } from '../code-lifetime.ts';
import { MfaError } from '../errors.ts';

/** A code that was sent and not entered yet. */
export interface ValidCode {
  /** The challenge or set-up that it was sent for. Another one never ends it. */
  readonly binding: string;
  readonly hash: string;
  readonly expiresAt: number;
}

/** More than all budgets of an account send before their codes expire. */
const MOST_KEPT = 4 * MOST_CODES_SENT;

/** The codes of a factor that are valid now, oldest first. */
export function validCodes({ codes }: FactorData, now: number): readonly ValidCode[] {
  return readCodes(codes).filter(
    ({ expiresAt }) =>
      now <= expiresAt &&
      // A clock that was ahead created it, so it would be valid for too long.
      expiresAt <= now + LONGEST_CODE_MS + SKEW_MS,
  );
}

/** The stored form of the codes, of which each challenge has at most one. */
export function storedCodes(codes: readonly ValidCode[]): string {
  return JSON.stringify(
    codes.slice(-MOST_KEPT).map(({ binding, hash, expiresAt }) => [binding, hash, expiresAt]),
  );
}

function readCodes(stored: FactorData[string] | undefined): readonly ValidCode[] {
  return parsed(stored).map((entry) => {
    const [binding, hash, expiresAt] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    if (typeof binding !== 'string' || typeof hash !== 'string' || typeof expiresAt !== 'number') {
      throw unreadable();
    }
    return { binding, hash, expiresAt };
  });
}

function parsed(stored: FactorData[string] | undefined): readonly unknown[] {
  try {
    const entries: unknown = JSON.parse(String(stored));
    if (Array.isArray(entries)) return entries;
  } catch {
    // Reported below, without the text.
  }
  throw unreadable();
}

function unreadable(): MfaError {
  return new MfaError('account-unreadable', 'the stored codes of a factor cannot be read');
}
