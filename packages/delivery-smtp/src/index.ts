/**
 * Codes by email, through any SMTP server.
 *
 * @module
 */
export type { SmtpConnection, SmtpCredentials } from './connection.ts';
export type { SmtpSender } from './mail.ts';
export { type SmtpDeliveryOptions, smtpDelivery } from './smtp-delivery.ts';
