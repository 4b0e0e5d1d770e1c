/**
 * What a code is for. The text states it too, so that the user recognises a code that an attacker requested. @inline
 */
export type DeliveryPurpose = 'sign-in' | 'step-up' | 'enrolment';

/** One message with a code, for a delivery adapter. */
export interface Delivery {
  /** The same for every attempt to send this message. A service may use it to send the message only once. */
  readonly id: string;
  readonly channel: 'email' | 'sms';
  /** An address, or a number in E.164. */
  readonly to: string;
  readonly purpose: DeliveryPurpose;
  /** Used for email. */
  readonly subject: string;
  /** Plain text, ready to send. */
  readonly text: string;
  /** Only the code, for services that use their own text. */
  readonly code: string;
  /** Milliseconds since 1970. After this time the code is useless and the message must not be sent. */
  readonly expiresAt: number;
}

/** The result of sending a message. */
export type DeliveryResult =
  | { readonly kind: 'accepted'; readonly reference?: string }
  /**
   * `sent: 'no'`: it was certainly not sent, so another adapter may try. `unknown`: it may have been sent, so only an
   * idempotent adapter tries again. `reason` is a word for logs; never a number, address or code.
   */
  | { readonly kind: 'failed'; readonly sent: 'no' | 'unknown'; readonly reason: string };

/** The end of an adapter's time when it is one of several. @inline */
export type DeliveryDeadline = {
  /** Milliseconds since 1970. The adapter's own time limit and the message's `expiresAt` also apply. */
  readonly endsAt: number;
};

/** Sends messages: the portal's mail server, an SMS service, a queue. */
export interface DeliveryAdapter {
  /** For logs and events. */
  readonly name: string;
  readonly channels: readonly Delivery['channel'][];
  /** The longest time for one message, in milliseconds. Adapters that combine others read it. */
  readonly timeoutMs?: number | undefined;
  /**
   * Whether a second attempt with the same `id` reaches the recipient only once, so that `retryingDelivery` may try
   * again after `unknown`.
   *
   * @defaultValue `false`
   */
  readonly idempotent?: boolean | undefined;
  /** If it throws, the result is `unknown`. */
  deliver(delivery: Delivery, deadline?: DeliveryDeadline): Promise<DeliveryResult>;
}
