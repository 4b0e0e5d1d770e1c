/**
 * Sends codes to your own service as signed webhooks, and checks the signature in the service that receives them.
 *
 * @module
 */
export { verifyWebhookSignature } from './verify-signature.ts';
export { type WebhookBody, type WebhookDeliveryOptions, webhookDelivery } from './webhook-delivery.ts';
