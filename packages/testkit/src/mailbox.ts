import { type Delivery, type DeliveryAdapter, functionDelivery } from '@factorkit/core';
import { refuseInProduction } from './production.ts';

const MOST_MESSAGES = 1000;

/** A delivery adapter that keeps what it is handed, for tests and for a page that shows it during development. */
export interface Mailbox extends DeliveryAdapter {
  /** What was delivered, oldest first: to one address or number, or to all. The last thousand. A copy. */
  messages(to?: string): readonly Delivery[];
  /** Forgets all of it. */
  clear(): void;
}

/** @inline */
export type MailboxOptions = {
  /** Default both. */
  readonly channels?: readonly Delivery['channel'][];
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly clock?: () => number;
};

/**
 * A mailbox for every address and number there is.
 *
 * @throws Error where `NODE_ENV` is neither `test` nor `development`, also from `deliver`.
 * @example
 * ```ts
 * import { createMailbox } from '@factorkit/testkit';
 *
 * const mailbox = createMailbox();
 * // … hand it to emailCode or smsCode, and let the portal send a code …
 * mailbox.messages('anna@example.com').at(-1)?.code;
 * ```
 */
export function createMailbox({ channels = ['email', 'sms'], clock }: MailboxOptions = {}): Mailbox {
  const refusal = 'a mailbox is for tests';
  refuseInProduction(refusal);
  const kept: Delivery[] = [];
  const adapter = functionDelivery({
    name: 'mailbox',
    channels,
    clock,
    async send(delivery) {
      kept.push(Object.freeze({ ...delivery }));
      kept.splice(0, kept.length - MOST_MESSAGES);
      return { kind: 'accepted', reference: delivery.id };
    },
  });
  return Object.freeze<Mailbox>({
    ...adapter,
    async deliver(delivery) {
      refuseInProduction(refusal);
      return adapter.deliver(delivery);
    },
    messages: (to) => kept.filter((delivery) => to === undefined || delivery.to === to),
    clear() {
      kept.length = 0;
    },
  });
}
