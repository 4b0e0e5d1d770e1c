import {
  createDeliveryAdapter,
  type Delivery,
  type DeliveryAdapter,
  type DeliveryTiming,
  deliveryEndpoint,
  type EndpointOptions,
  postOnce,
  resultOfStatus,
} from '@factorkit/core';
import { signatureOf, signingKeys, toBase64 } from './signature.ts';

export interface WebhookDeliveryOptions extends DeliveryTiming, EndpointOptions {
  /**
   * For logs and events.
   *
   * @defaultValue `webhook`
   */
  readonly name?: string;
  /** The address of your service. */
  readonly url: string | URL;
  /**
   * `whsec_` and 24 to 64 bytes in base64. While you change the secret, pass the new and the old one: each signs, and
   * the receiver needs only one of them.
   */
  readonly secrets: readonly [string, ...string[]];
  /** @defaultValue both */
  readonly channels?: readonly Delivery['channel'][];
}

/** The JSON body of the request. */
export interface WebhookBody {
  readonly type: 'mfa.delivery';
  /** The time of the request in ISO 8601. */
  readonly timestamp: string;
  readonly data: Delivery;
}

// With a dot in the id, the parts of the signed content would be ambiguous.
const ID = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * Posts each message to a service of the portal, signed by the rules of Standard Webhooks 1.0.0.
 *
 * | header | content |
 * |---|---|
 * | `webhook-id` | the delivery's id, the same for every attempt: the receiver sends it once |
 * | `webhook-timestamp` | seconds since 1970 |
 * | `webhook-signature` | `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; one for each secret, separated
 * by spaces |
 *
 * The receiver answers 2xx once it has taken the message over, 4xx if it will not send it. Any other answer, a redirect
 * included, is `unknown`. The body contains the code: keep it out of the receiver's logs.
 *
 * The adapter is idempotent: `retryingDelivery` tries again also after `unknown`, with the same `webhook-id`.
 *
 * Reasons: `not-connected`, `tls-refused`, `credentials-refused` (401, 403), `throttled` (429), `refused`, `conflict`
 * (408, 409), `server-error`, `redirected`, `id-unusable`, `expired`, `wrong-channel`, `timed-out`, `connection-lost`,
 * `threw`.
 *
 * @throws MfaError `configuration-invalid` if the address is not `https:`, a secret is invalid, or an option is unknown.
 * @example
 * ```ts
 * import { webhookDelivery } from '@factorkit/delivery-webhook';
 *
 * const messages = webhookDelivery({
 *   url: 'https://messages.acme.example/mfa',
 *   secrets: ['whsec_UmVwbGFjZSBtZSB3aXRoIDMyIHJhbmRvbSBieXRlcy4='],
 * });
 * ```
 */
export function webhookDelivery(options: WebhookDeliveryOptions): DeliveryAdapter {
  const { name = 'webhook', channels = ['email', 'sms'], url: address, ...others } = options;
  const { secrets, allowPlainOnLoopback, ...timing } = others;
  const url = deliveryEndpoint(address, { allowPlainOnLoopback });
  const keys = signingKeys(secrets);
  return createDeliveryAdapter({
    ...timing,
    name,
    channels,
    idempotent: true,
    async attempt(delivery, { signal, now }) {
      const { id } = delivery;
      if (!ID.test(id)) return { kind: 'failed', sent: 'no', reason: 'id-unusable' };
      const timestamp = String(Math.floor(now / 1000));
      const body = JSON.stringify(bodyOf(delivery, now));
      const signed = { id, timestamp, body: new TextEncoder().encode(body) };
      const signatures = await Promise.all(keys.map(async (key) => signatureOf(await key, signed)));
      const exchange = await postOnce({
        url,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': signatures.map((bytes) => `v1,${toBase64(bytes)}`).join(' '),
        },
        body,
        signal,
      });
      if (exchange.kind === 'failed') return exchange;
      // Nobody reads it, and unread it would keep the connection open.
      exchange.response.body?.cancel().catch(() => undefined);
      return resultOfStatus(exchange.response.status);
    },
  });
}

/** Member by member, so that members of later versions are not sent by accident. */
function bodyOf(delivery: Delivery, now: number): WebhookBody {
  const { id, channel, to, purpose, subject, text, code, expiresAt } = delivery;
  return {
    type: 'mfa.delivery',
    timestamp: new Date(now).toISOString(),
    data: { id, channel, to, purpose, subject, text, code, expiresAt },
  };
}
