/**
 * Codes handed to a service of one's own as signed webhooks, and the check for the service that receives them.
 *
 * @module
 */
export { type VerifyWebhookSignature, verifyWebhookSignature, type WebhookSeen } from './verify-signature.ts';
export { type WebhookBody, type WebhookDeliveryOptions, webhookDelivery } from './webhook-delivery.ts';
