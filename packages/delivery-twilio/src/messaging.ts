import { createDeliveryAdapter, type DeliveryAdapter, type DeliveryTiming, MfaError } from '@factorkit/core';
import { assertSid, authorization, resource, type TwilioAccount } from './account.ts';
import { postForm } from './answer.ts';
import { isNumber } from './destination.ts';

/** Twilio allows 1 to 36000 seconds in its queue. */
const LONGEST_QUEUE_SECONDS = 36_000;

export interface TwilioMessagingOptions extends TwilioAccount, DeliveryTiming {
  /**
   * For logs and events.
   *
   * @defaultValue `twilio`
   */
  readonly name?: string;
  /**
   * A number in E.164, an alphanumeric sender of the account, or a messaging service (`MG…`) that chooses the sender.
   */
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string };
}

/**
 * Sends codes by SMS through Twilio's Messaging API, with Factorkit's text. `reference` is the message's SID.
 *
 * Twilio has no idempotency key for messages: posting twice sends twice. So nothing that may have been sent is posted
 * again. Twilio drops a message that is still in its queue when the code expires (`ValidityPeriod`).
 *
 * Reasons: `not-connected`, `tls-refused`, `credentials-refused`, `throttled`, `refused`, `destination-invalid`,
 * `destination-opted-out`, `destination-not-permitted`, `not-delivered`, `conflict`, `server-error`, `redirected`,
 * `expired`, `wrong-channel`, `timed-out`, `connection-lost`, `threw`.
 *
 * @throws MfaError `configuration-invalid` if an identifier, the sender, the URL or the time-out is invalid, or an option is
 * unknown.
 * @example
 * ```ts
 * import { twilioMessaging } from '@factorkit/delivery-twilio';
 *
 * const sms = twilioMessaging({
 *   accountSid: 'AC00000000000000000000000000000000',
 *   credentials: { authToken: process.env.TWILIO_AUTH_TOKEN ?? 'missing' },
 *   sender: { from: '+15005550006' },
 * });
 * ```
 */
export function twilioMessaging(options: TwilioMessagingOptions): DeliveryAdapter {
  const { name = 'twilio', baseUrl = 'https://api.twilio.com', allowPlainOnLoopback, ...others } = options;
  const { accountSid, credentials, sender: from, ...timing } = others;
  const header = authorization(accountSid, credentials);
  const sender = senderFields(from);
  const url = resource(baseUrl, `/2010-04-01/Accounts/${accountSid}/Messages.json`, { allowPlainOnLoopback });
  return createDeliveryAdapter({
    ...timing,
    name,
    channels: ['sms'],
    idempotent: false,
    async attempt({ to, text, expiresAt }, { signal, now }) {
      if (!isNumber(to)) return { kind: 'failed', sent: 'no', reason: 'destination-invalid' };
      const seconds = Math.floor((expiresAt - now) / 1000);
      const form = {
        To: to,
        ...sender,
        Body: text,
        ValidityPeriod: String(Math.min(Math.max(seconds, 1), LONGEST_QUEUE_SECONDS)),
      };
      return postForm({ url, authorization: header, form, signal });
    },
  });
}

function senderFields(sender: TwilioMessagingOptions['sender']): Readonly<Record<string, string>> {
  if ('messagingServiceSid' in sender) {
    assertSid(sender.messagingServiceSid, 'MG');
    return { MessagingServiceSid: sender.messagingServiceSid };
  }
  // A number, a short code, or up to eleven letters, digits and spaces.
  if (!isNumber(sender.from) && !/^(?:\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/.test(sender.from)) {
    throw new MfaError(
      'configuration-invalid',
      'the sender must be a number in E.164 or an alphanumeric name',
    );
  }
  return { From: sender.from };
}
