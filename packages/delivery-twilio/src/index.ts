/**
 * Codes by SMS through Twilio, without its SDK.
 *
 * @module
 */
export { type TwilioMessagingOptions, twilioMessaging } from './messaging.ts';
export { type TwilioVerifyOptions, twilioVerify } from './verify.ts';
