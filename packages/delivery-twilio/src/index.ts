/**
 * Codes by SMS through Twilio, without its SDK.
 *
 * @module
 */
export type { TwilioAccount, TwilioCredentials } from './account.ts';
export { type TwilioMessagingOptions, twilioMessaging } from './messaging.ts';
export { type TwilioVerifyOptions, twilioVerify } from './verify.ts';
