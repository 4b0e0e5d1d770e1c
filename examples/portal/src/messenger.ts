import type { Contact, DeliveryAdapter } from '@factorkit/core';

/** A message without a code: a notice, or a form for support. */
export interface Message {
  /** The same for every attempt. */
  readonly id: string;
  readonly to: Pick<Contact, 'channel' | 'address'>;
  readonly subject: string;
  readonly text: string;
}

/** Sends a message. Throws if it failed or the result is unknown. */
export type Messenger = (message: Message) => Promise<void>;

/** An older notice is not worth a text message. */
const KEEPS_MS = 24 * 3_600_000;

/** Sends with the portal's delivery adapters for codes, so that there is only one mail server to configure. */
export function createMessenger(
  delivery: { readonly email: DeliveryAdapter; readonly sms: DeliveryAdapter },
  clock: () => number,
): Messenger {
  return async ({ id, to: { channel, address }, subject, text }) => {
    // A delivery adapter is made for codes. This message has no code and no purpose, and neither of our adapters reads
    // more than the text.
    const result = await delivery[channel].deliver({
      id,
      channel,
      to: address,
      purpose: 'step-up',
      subject,
      text,
      code: '',
      expiresAt: clock() + KEEPS_MS,
    });
    if (result.kind === 'failed') throw new Error(`a message was not handed over: ${result.reason}`);
  };
}
