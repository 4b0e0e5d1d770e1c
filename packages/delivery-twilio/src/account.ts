import { deliveryEndpoint, type EndpointOptions, MfaError } from '@factorkit/core';

/** An API key, which can be revoked by itself, or the account's own token. */
export type TwilioCredentials =
  | { readonly apiKeySid: string; readonly apiKeySecret: string }
  | { readonly authToken: string };

/** Whose account pays. */
export interface TwilioAccount extends EndpointOptions {
  /** Begins with `AC`. */
  readonly accountSid: string;
  readonly credentials: TwilioCredentials;
  /** Another region or edge, or a stand-in for tests. */
  readonly baseUrl?: string | URL;
}

const SID = /^[A-Z]{2}[0-9a-f]{32}$/;

/** @throws MfaError `configuration-invalid` unless it is an identifier of this kind. The message does not repeat it. */
export function assertSid(sid: string, prefix: string): void {
  if (SID.test(sid) && sid.startsWith(prefix)) return;
  throw new MfaError(
    'configuration-invalid',
    `an identifier of Twilio is wrong: ${prefix} and 32 hexadecimal digits were expected`,
  );
}

/** Whether an answer's `sid` is one, and so may be written to a log. */
export function isSid(value: unknown): value is string {
  return typeof value === 'string' && SID.test(value);
}

/** RFC 7617: user and password, in base64. */
export function authorization({ accountSid, credentials }: TwilioAccount): string {
  assertSid(accountSid, 'AC');
  const [user, password] =
    'authToken' in credentials
      ? [accountSid, credentials.authToken]
      : [credentials.apiKeySid, credentials.apiKeySecret];
  if ('apiKeySid' in credentials) assertSid(credentials.apiKeySid, 'SK');
  if (!/^[\x21-\x7e]+$/.test(password)) {
    throw new MfaError('configuration-invalid', 'the secret for Twilio is empty or holds other than ASCII');
  }
  return `Basic ${btoa(`${user}:${password}`)}`;
}

/** The address of a resource, below the base that was handed in. */
export function resource(base: string | URL, path: string, options: EndpointOptions): URL {
  const url = deliveryEndpoint(base, options);
  return new URL(`${url.pathname.replace(/\/$/, '')}${path}`, url);
}
