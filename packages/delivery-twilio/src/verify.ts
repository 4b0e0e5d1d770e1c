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
  /**
   * For logs and events.
   *
   * @defaultValue `twilio-verify`
   */
  readonly name?: string;
  /** The Verify service, `VA…`. Custom verification codes must be enabled in it. */
  readonly serviceSid: string;
  /**
   * `email` needs an email integration in the service.
   *
   * @defaultValue `sms`
   */
  readonly channels?: readonly Delivery['channel'][];
  /** The language of Twilio's text, such as `de`. By default Twilio chooses it by the number. */
  readonly locale?: string;
}

// Twilio: a custom code has 4 to 10 digits.
const CODE = /^\d{4,10}$/;

/** Refuses only text that could be read as several addresses. Twilio checks the address. */
const MAILBOX = /^[^\s,;<>@]+@[^\s,;<>@]+$/;

/**
 * Sends codes through Twilio's Verify API, with Twilio's text and senders but Factorkit's code. Factorkit checks the
 * code. `reference` is the verification's SID.
 *
 * The text is Twilio's, so it does not contain Factorkit's purpose and autofill line. Twilio keeps a verification open
 * for ten minutes, whatever `expiresAt` is, and accepts five codes for one number in that time, unless one is reported
 * as used (its `Status` update). This adapter does not report it.
 *
 * Reasons: those of {@link twilioMessaging}, `destination-throttled` and `code-unsupported`.
 *
 * @throws MfaError `configuration-invalid` if an identifier, the URL or the time-out is invalid, or an option is unknown.
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
  const { name = 'twilio-verify', baseUrl = 'https://verify.twilio.com', locale, ...others } = options;
  const { accountSid, credentials, serviceSid, channels = ['sms'], allowPlainOnLoopback, ...timing } = others;
  assertSid(serviceSid, 'VA');
  const header = authorization(accountSid, credentials);
  const url = resource(baseUrl, `/v2/Services/${serviceSid}/Verifications`, { allowPlainOnLoopback });
  return createDeliveryAdapter({
    ...timing,
    name,
    channels,
    idempotent: false,
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
      return postForm({ url, authorization: header, form, signal });
    },
  });
}
