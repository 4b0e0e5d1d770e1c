import { deliveryEndpoint, type EndpointOptions, MfaError } from '@factorkit/core';

/** An API key, which can be revoked separately, or the account's token. @inline */
export type TwilioCredentials =
  | { readonly apiKeySid: string; readonly apiKeySecret: string }
  | { readonly authToken: string };

/** The Twilio account. @inline */
export type TwilioAccount = EndpointOptions & {
  /** Starts with `AC`. */
  readonly accountSid: string;
  readonly credentials: TwilioCredentials;
  /** The URL of another region or edge, or of a test server. */
  readonly baseUrl?: string | URL;
};

const SID = /^[A-Z]{2}[0-9a-f]{32}$/;

/** @throws MfaError `configuration-invalid` if it is not an identifier of this kind. The message does not repeat it. */
export function assertSid(sid: string, prefix: string): void {
  if (SID.test(sid) && sid.startsWith(prefix)) return;
  throw new MfaError(
    'configuration-invalid',
    `an identifier of Twilio is invalid: it must be ${prefix} and 32 hexadecimal digits`,
  );
}

/** Whether the `sid` of an answer is an identifier and may be logged. */
export function isSid(value: unknown): value is string {
  return typeof value === 'string' && SID.test(value);
}

/** RFC 7617: user and password in base64. */
export function authorization(accountSid: string, credentials: TwilioCredentials): string {
  assertSid(accountSid, 'AC');
  const [user, password] =
    'authToken' in credentials
      ? [accountSid, credentials.authToken]
      : [credentials.apiKeySid, credentials.apiKeySecret];
  if ('apiKeySid' in credentials) assertSid(credentials.apiKeySid, 'SK');
  if (typeof password !== 'string' || !/^[\x21-\x7e]+$/.test(password)) {
    throw new MfaError(
      'configuration-invalid',
      'the secret for Twilio is empty or contains characters outside ASCII',
    );
  }
  return `Basic ${btoa(`${user}:${password}`)}`;
}

/** The URL of a resource below the base URL. */
export function resource(base: string | URL, path: string, options: EndpointOptions): URL {
  const url = deliveryEndpoint(base, options);
  return new URL(`${url.pathname.replace(/\/$/, '')}${path}`, url);
}
