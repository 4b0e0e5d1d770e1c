/** What a message is for; the text says it too, so that a code asked for by a thief is recognised. */
export type DeliveryPurpose = 'sign-in' | 'step-up' | 'enrolment';

/** One message with a code, to be handed to whoever delivers it. */
export interface Delivery {
  /** The same for every try at this message: whoever delivers may use it to send only once. */
  readonly id: string;
  readonly channel: 'email' | 'sms';
  /** An address, or a number in E.164. */
  readonly to: string;
  readonly purpose: DeliveryPurpose;
  /** For email. */
  readonly subject: string;
  /** Plain text, ready to be sent. */
  readonly text: string;
  /** The code alone, for services that have their own text. */
  readonly code: string;
  /** After this it is of no use, and must not be sent any more: milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What became of a message. */
export type DeliveryResult =
  | { readonly kind: 'accepted'; readonly reference?: string }
  /**
   * `sent: 'no'`: it was certainly not sent, so that another may try. `unknown`: it may have been, so that only an
   * idempotent adapter tries again.
   * `reason` is for logs: a word, never a number, address or code.
   */
  | { readonly kind: 'failed'; readonly sent: 'no' | 'unknown'; readonly reason: string };

/** Until when an adapter may try, where it is one part of several. */
export interface DeliveryDeadline {
  /** Milliseconds since 1970. The adapter's own time limit and the message's `expiresAt` hold besides. */
  readonly endsAt: number;
}

/** Sends messages: the portal's mail server, an SMS service, a queue. */
export interface DeliveryAdapter {
  /** For logs and events. */
  readonly name: string;
  readonly channels: readonly Delivery['channel'][];
  /** The most that it takes for one message, in milliseconds. Read by adapters that combine others. */
  readonly timeoutMs?: number | undefined;
  /**
   * Whether a second try with the same `id` reaches the recipient once, so that `retryingDelivery` may try again after
   * `unknown`. Defaults to false.
   */
  readonly idempotent?: boolean | undefined;
  /** What it throws counts as `unknown`. */
  deliver(delivery: Delivery, deadline?: DeliveryDeadline): Promise<DeliveryResult>;
}
