import type { DeliveryResult } from '../ports/delivery.ts';

/** One request, made once. @inline */
export type HttpRequest = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
};

/** The result of a request: a response, or a failure. @inline */
export type HttpExchange =
  | { readonly kind: 'answered'; readonly response: Response }
  | Extract<DeliveryResult, { readonly kind: 'failed' }>;

/** How Node names certificate errors: `CERT_HAS_EXPIRED`, `ERR_TLS_CERT_ALTNAME_INVALID` and so on. */
const BAD_CERTIFICATE = /CERT|^UNABLE_TO_(?:GET|VERIFY)/;

/**
 * Posts once, for your own delivery adapter. It follows no redirect, because the body contains a code. Without a
 * response, the result is `sent: 'no'` if no connection was made, and `unknown` otherwise. It never throws.
 *
 * @example
 * ```ts
 * import { postOnce, resultOfStatus } from '@factorkit/core';
 *
 * const url = new URL('https://hooks.example/mfa');
 * const signal = AbortSignal.timeout(5000);
 * const exchange = await postOnce({ url, headers: { 'content-type': 'text/plain' }, body: 'Hello', signal });
 * const result = exchange.kind === 'answered' ? resultOfStatus(exchange.response.status) : exchange;
 * ```
 */
export async function postOnce({ url, headers, body, signal }: HttpRequest): Promise<HttpExchange> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    return { kind: 'answered', response };
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', sent: 'unknown', reason: 'timed-out' };
    const reason = whyNeverConnected(error);
    return reason === undefined
      ? { kind: 'failed', sent: 'unknown', reason: 'connection-lost' }
      : { kind: 'failed', sent: 'no', reason };
  }
}

/**
 * Converts the status code of a posted message to a result. 2xx is accepted. 4xx is refused and not sent, except 408
 * and 409. With any other code it may have been sent: a gateway that returns 502 does not know what its server did.
 *
 * @example
 * ```ts
 * import { resultOfStatus } from '@factorkit/core';
 *
 * resultOfStatus(429); // { kind: 'failed', sent: 'no', reason: 'throttled' }
 * ```
 */
export function resultOfStatus(status: number): DeliveryResult {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  if (status >= 500) return { kind: 'failed', sent: 'unknown', reason: 'server-error' };
  // RFC 9110 §15.5.9: the server stopped waiting, but a proxy may have passed the message on. §15.5.10: perhaps sent
  // before.
  if (status === 408 || status === 409) return { kind: 'failed', sent: 'unknown', reason: 'conflict' };
  if (status === 429) return { kind: 'failed', sent: 'no', reason: 'throttled' };
  if (status === 401 || status === 403) return { kind: 'failed', sent: 'no', reason: 'credentials-refused' };
  if (status >= 400) return { kind: 'failed', sent: 'no', reason: 'refused' };
  // RFC 9110 §15.4.4: 303 may follow a request that was processed.
  return { kind: 'failed', sent: 'unknown', reason: 'redirected' };
}

/**
 * The reason if Node's `fetch` failed before a connection was made, so that nothing was sent; otherwise `undefined`.
 * `fetch` wraps the cause. If a name has several addresses, there is a cause for each.
 */
function whyNeverConnected(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError) {
    const reasons = error.errors.map(whyNeverConnected);
    return reasons.includes(undefined) ? undefined : reasons[0];
  }
  // EHOSTUNREACH and similar errors can also end an established connection, so the system call decides.
  const code = 'code' in error ? error.code : undefined;
  const syscall = 'syscall' in error ? error.syscall : undefined;
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return 'not-connected';
  }
  if (typeof code === 'string' && BAD_CERTIFICATE.test(code)) return 'tls-refused';
  return whyNeverConnected(error.cause);
}
