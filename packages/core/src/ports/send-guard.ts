import type { Method } from '../account/factors/method.ts';
import type { RequestSource } from './audit.ts';
import type { DeliveryPurpose } from './delivery.ts';

/** A code that is about to be sent. Nothing was charged yet. */
export interface SendAttempt {
  readonly userId: string;
  readonly method: Method;
  readonly channel: 'email' | 'sms';
  /** An address, or a number in E.164. */
  readonly to: string;
  readonly purpose: DeliveryPurpose;
  /**
   * Whether a factor of this user was proved in this session or, earlier, in this browser. If not, only the first factor
   * was shown: a limit that such sends use up must not also stop the proven ones.
   */
  readonly proven: boolean;
  readonly source?: RequestSource;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type SendAdmission =
  | { readonly kind: 'admitted' }
  /** Not now; try again at `retryAt`. */
  | { readonly kind: 'limited'; readonly retryAt: number }
  /** Not to this recipient, or not at all. `reason` is a word that may be shown: `country`, `switched-off`, `risk`. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Decides about sends across users: budgets, countries, addresses, a changed SIM (NIST SP 800-63B-4 §3.1.3.3). The
 * policy sets the limits of one user. They are counted in the account before the guard is called, so `admit` is called
 * once for each message. If it throws, the message is refused.
 */
export interface SendGuard {
  /** Counts the attempt only if it returns `admitted`. */
  admit(attempt: SendAttempt): Promise<SendAdmission>;
  /**
   * Takes back an admission, with the same attempt: nothing was sent. Without this function, such an attempt stays
   * counted.
   */
  refund?(attempt: SendAttempt): Promise<void>;
  /** Called when a sent code was entered. A country whose codes are never entered is a sign of toll fraud. */
  used?(use: Omit<SendAttempt, 'channel' | 'to' | 'source'>): Promise<void>;
}
