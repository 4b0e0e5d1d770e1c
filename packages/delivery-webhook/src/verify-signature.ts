import { MfaError } from '@factorkit/core';
import { constantTimeEqual } from '@factorkit/core/otp';
import { fromBase64, SIGNATURE_BYTES, signatureOf, signingKeys } from './signature.ts';

const DEFAULT_TOLERANCE_MS = 5 * 60_000;

/** Two while a secret is being changed. A sender has no reason for more than a few. */
const MOST_SIGNATURES = 8;

/** @inline */
export type VerifyWebhookSignature = {
  /** The headers of the request: a `Headers`, or Node's `request.headers` (names in lower case). */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it arrived. If you parse and serialise it again, its bytes differ. */
  readonly body: string | Uint8Array;
  /** One secret, or the new and the old one while it is being changed. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /**
   * The maximum difference between `now` and the time of the signature, in both directions.
   *
   * @defaultValue 5 minutes
   */
  readonly toleranceMs?: number;
};

/** A webhook that is genuine and recent. @inline */
export type WebhookSeen = {
  /**
   * The same for every attempt at one message. Store it for twice the tolerance, and ignore the message if it comes
   * again.
   */
  readonly id: string;
  /** The time of the signature: milliseconds since 1970, whole seconds. */
  readonly signedAt: number;
};

/**
 * Checks a webhook in the service that receives it. Returns `undefined` unless one of the signatures was made with one
 * of the secrets over exactly this id, time and body, and the time is within the tolerance. Signatures are compared in
 * constant time.
 *
 * A copy that is sent again within the tolerance passes, because the sender may retry. So check the `id`.
 *
 * @throws MfaError `configuration-invalid` if there is no secret or one is invalid; `input-invalid` if the body was
 * parsed.
 * @example
 * ```ts
 * import { verifyWebhookSignature } from '@factorkit/delivery-webhook';
 *
 * async function receive(request: Request): Promise<Response> {
 *   const body = await request.text();
 *   const seen = await verifyWebhookSignature({
 *     headers: request.headers,
 *     body,
 *     secrets: [process.env.WEBHOOK_SECRET ?? ''],
 *     now: Date.now(),
 *   });
 *   if (seen === undefined) return new Response(null, { status: 401 });
 *   // Here: send it, unless seen.id was sent already.
 *   return new Response(null, { status: 204 });
 * }
 * ```
 */
export async function verifyWebhookSignature(
  input: VerifyWebhookSignature,
): Promise<WebhookSeen | undefined> {
  const { headers, body, secrets, now, toleranceMs = DEFAULT_TOLERANCE_MS } = input;
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new MfaError('input-invalid', 'body must be the text or the bytes of the request, not parsed JSON');
  }
  const keys = await Promise.all(signingKeys(secrets));
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const given = signaturesIn(header(headers, 'webhook-signature'));
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return undefined;
  const signedAt = Number(timestamp) * 1000;
  // Not `> toleranceMs`: with `now` as NaN, this comparison refuses.
  if (!(Math.abs(now - signedAt) <= toleranceMs)) return undefined;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  let genuine = false;
  for (const key of keys) {
    const right = await signatureOf(key, { id, timestamp, body: bytes });
    for (const signature of given) genuine = constantTimeEqual(signature, right) || genuine;
  }
  return genuine ? { id, signedAt } : undefined;
}

function header(headers: VerifyWebhookSignature['headers'], name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** `v1,<base64>`, several separated by spaces. Other versions are ignored. */
function signaturesIn(list: string): readonly Uint8Array[] {
  return list
    .split(' ', MOST_SIGNATURES)
    .filter((entry) => entry.startsWith('v1,'))
    .map((entry) => fromBase64(entry.slice('v1,'.length)))
    .filter((bytes) => bytes !== undefined)
    .filter(({ length }) => length === SIGNATURE_BYTES);
}
