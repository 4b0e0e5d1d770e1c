/**
 * Codes by email, through any SMTP server.
 *
 * @module
 */
export { type SmtpDeliveryOptions, smtpDelivery } from './smtp-delivery.ts';
