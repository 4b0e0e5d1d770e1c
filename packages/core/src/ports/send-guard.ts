import type { Method } from '../account/factors/method.ts';
import type { RequestSource } from './audit.ts';
import type { DeliveryPurpose } from './delivery.ts';

/** A code that is about to be sent. Nothing was paid for yet. */
export interface SendAttempt {
  readonly userId: string;
  readonly method: Method;
  readonly channel: 'email' | 'sms';
  /** An address, or a number in E.164. */
  readonly to: string;
  readonly purpose: DeliveryPurpose;
  readonly source?: RequestSource;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type SendAdmission =
  | { readonly kind: 'admitted' }
  /** Not now. */
  | { readonly kind: 'limited'; readonly retryAt: number }
  /** Not to there, or not at all. `reason` is a word that may be shown: `country`, `switched-off`, `risk`. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Decides about sends across users: budgets, countries, addresses, a changed SIM (NIST SP 800-63B-4 §3.1.3.3). The limits
 * of one user are the policy's. They are counted in the account, and won there before the guard is asked, so that `admit`
 * is called once for each message. An error that it throws refuses the message.
 */
export interface SendGuard {
  /** Counts the attempt only if it answers `admitted`. */
  admit(attempt: SendAttempt): Promise<SendAdmission>;
  /** Takes an admission back, with the same attempt: nothing was sent. Without it, such an attempt stays counted. */
  refund?(attempt: SendAttempt): Promise<void>;
  /** Called when a code that was sent came back: a country whose codes never do is being milked. */
  used?(use: { readonly userId: string; readonly method: Method; readonly now: number }): Promise<void>;
}
