import { MfaError } from '../errors.ts';

export interface EndpointOptions {
  /**
   * Permits `http:` to this machine (`localhost`, `127.0.0.0/8`, `[::1]`), for development.
   *
   * @defaultValue `false`
   */
  readonly allowPlainOnLoopback?: boolean | undefined;
}

/**
 * Checks the address of a delivery service at start-up: absolute, `https:`, and without user or password.
 *
 * @throws MfaError `configuration-invalid` otherwise. The message does not repeat the address.
 * @example
 * ```ts
 * import { deliveryEndpoint } from '@factorkit/core';
 *
 * deliveryEndpoint('https://hooks.example/mfa').host; // 'hooks.example'
 * ```
 */
export function deliveryEndpoint(
  address: string | URL,
  { allowPlainOnLoopback = false }: EndpointOptions = {},
): URL {
  if (!URL.canParse(String(address))) {
    throw new MfaError('configuration-invalid', 'the address of the service is not an absolute URL');
  }
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') {
    throw new MfaError(
      'configuration-invalid',
      'the address of the service must not contain a user or password',
    );
  }
  const permitted =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && allowPlainOnLoopback && isLoopback(url.hostname));
  if (!permitted) {
    throw new MfaError(
      'configuration-invalid',
      'the address of the service must begin with https: (allowPlainOnLoopback permits http: to this machine)',
    );
  }
  return url;
}

/**
 * Whether a host name or address always means this machine. It makes no DNS look-up.
 *
 * @example
 * ```ts
 * import { isLoopback } from '@factorkit/core';
 *
 * isLoopback('127.0.0.1'); // true
 * isLoopback('127.0.0.1.example'); // false
 * ```
 */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || /^127(?:\.\d{1,3}){3}$/.test(host) || host === '[::1]' || host === '::1';
}
