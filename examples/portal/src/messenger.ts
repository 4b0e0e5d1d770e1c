import type { Contact, DeliveryAdapter } from '@factorkit/core';

/** A message that is no code: a notice, or a form for support. */
export interface Message {
  /** The same for every try at it. */
  readonly id: string;
  readonly to: Pick<Contact, 'channel' | 'address'>;
  readonly subject: string;
  readonly text: string;
}

/** Hands a message over; throws where that could not be done, or nobody knows. */
export type Messenger = (message: Message) => Promise<void>;

/** Older news is not worth a text message. */
const KEEPS_MS = 24 * 3_600_000;

/** Sends by what the portal sends its codes with: one way out of the house, with one mail server to look after. */
export function createMessenger(
  delivery: { readonly email: DeliveryAdapter; readonly sms: DeliveryAdapter },
  clock: () => number,
): Messenger {
  return async ({ id, to: { channel, address }, subject, text }) => {
    // A delivery adapter is made for codes. This message has none, and no purpose of theirs: neither of our two ways out
    // reads more than the text.
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
