import type { Method } from '@factorkit/core';

const NAMES: { readonly [method in Method]?: string } = {
  totp: 'Authenticator app',
  email: 'Code by email',
  sms: 'Code by text message',
  webauthn: 'Security key, or fingerprint or face',
};

/** The name of a method at the desk, for all portals. */
export function methodName(method: Method): string {
  return NAMES[method] ?? method;
}
