import {
  createDeliveryAdapter,
  type Delivery,
  type DeliveryAdapter,
  type DeliveryTiming,
} from '@factorkit/core';
import { assertSid, authorization, resource, type TwilioAccount } from './account.ts';
import { postForm } from './answer.ts';
import { isNumber } from './destination.ts';

export interface TwilioVerifyOptions extends TwilioAccount, DeliveryTiming {
  /** For logs and events. Default `twilio-verify`. */
  readonly name?: string;
  /** The Verify service, `VA…`. Custom verification codes must be enabled in it. */
  readonly serviceSid: string;
  /** Default `sms`. `email` needs an email integration in the service. */
  readonly channels?: readonly Delivery['channel'][];
  /** The language of Twilio's text, such as `de`. Default: Twilio's choice by the number. */
  readonly locale?: string;
}

// Twilio: a custom code has 4 to 10 digits.
const CODE = /^\d{4,10}$/;

/** Not an address check, which is Twilio's: only what could be read as several is stopped. */
const MAILBOX = /^[^\s,;<>@]+@[^\s,;<>@]+$/;

/**
 * Codes through Twilio's Verify API: Twilio's text and senders, Factorkit's code. Factorkit stays the one who checks it.
 * `reference` is the verification's SID.
 *
 * The text is Twilio's, so the purpose and autofill line that Factorkit writes are not in it. Twilio keeps a verification
 * open for ten minutes whatever `expiresAt` says, and takes five codes for one number in that time unless it is told that one
 * was used (its `Status` update). This adapter does not tell it.
 *
 * Reasons: those of {@link twilioMessaging}, `destination-throttled` and `code-unsupported`.
 *
 * @throws MfaError `configuration-invalid` for identifiers, an address or a time-out that cannot be.
 * @example
 * ```ts
 * import { twilioVerify } from '@factorkit/delivery-twilio';
 *
 * const sms = twilioVerify({
 *   accountSid: 'AC00000000000000000000000000000000',
 *   credentials: { authToken: process.env.TWILIO_AUTH_TOKEN ?? 'missing' },
 *   serviceSid: 'VA00000000000000000000000000000000',
 * });
 * ```
 */
export function twilioVerify(options: TwilioVerifyOptions): DeliveryAdapter {
  const { name = 'twilio-verify', baseUrl = 'https://verify.twilio.com', locale } = options;
  const { channels = ['sms'], clock, timeoutMs, timeout } = options;
  assertSid(options.serviceSid, 'VA');
  const credentials = authorization(options);
  const url = resource(baseUrl, `/v2/Services/${options.serviceSid}/Verifications`, options);
  return createDeliveryAdapter({
    name,
    channels,
    clock,
    timeoutMs,
    timeout,
    async attempt({ channel, to, code }, { signal }) {
      const single = channel === 'sms' ? isNumber(to) : MAILBOX.test(to);
      if (!single) return { kind: 'failed', sent: 'no', reason: 'destination-invalid' };
      if (!CODE.test(code)) return { kind: 'failed', sent: 'no', reason: 'code-unsupported' };
      const form = {
        To: to,
        Channel: channel,
        CustomCode: code,
        ...(locale === undefined ? {} : { Locale: locale }),
      };
      return postForm({ url, authorization: credentials, form, signal });
    },
  });
}
