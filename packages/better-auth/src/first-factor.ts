import type { FirstFactor } from '@factorkit/core';
import { EMAIL_CONTACT, PHONE_CONTACT } from './better-auth-portal.ts';

const BY_MAIL: FirstFactor = {
  method: 'magic-link',
  through: { channel: 'email', contactId: EMAIL_CONTACT },
};

/**
 * What better-auth has verified, by the path of its endpoint. It decides how the sign-in is recorded, and that a mailbox
 * or SIM counts once. It does not decide whether a second factor is asked for.
 */
const FIRST_FACTORS: { readonly [path: string]: FirstFactor } = {
  '/callback/:id': { method: 'federated' },
  '/callback/:id/oauth-proxy': { method: 'federated' },
  '/oauth2/callback/:providerId': { method: 'federated' },
  '/sign-in/social': { method: 'federated' },
  '/one-tap/callback': { method: 'federated' },
  '/oauth-proxy-callback': { method: 'federated' },
  '/sso/callback/:providerId': { method: 'federated' },
  '/sso/callback': { method: 'federated' },
  '/sso/saml2/sp/acs/:providerId': { method: 'federated' },
  // Its passkeys may be used without user verification.
  '/passkey/verify-authentication': { method: 'passkey', traits: ['phishing-resistant'] },
  '/magic-link/verify': BY_MAIL,
  '/sign-in/email-otp': BY_MAIL,
  '/email-otp/verify-email': BY_MAIL,
  '/verify-email': BY_MAIL,
  '/phone-number/verify': {
    method: 'magic-link',
    through: { channel: 'sms', contactId: PHONE_CONTACT },
  },
};

/** A path that is not listed counts as a password: it has no traits. */
export function firstFactorOf(path: string): FirstFactor {
  return FIRST_FACTORS[path] ?? { method: 'password' };
}
