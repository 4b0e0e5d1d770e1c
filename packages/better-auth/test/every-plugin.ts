import { apiKey } from '@better-auth/api-key';
import { passkey } from '@better-auth/passkey';
import type { BetterAuthOptions } from 'better-auth';
import * as plugins from 'better-auth/plugins';
import type { GoogleProfile } from 'better-auth/social-providers';
import { ORIGIN, type Portal, type PortalOptions, startPortal } from './portal.ts';

/** better-auth with every way to sign in that it and its own plug-ins have. */
export interface EveryPlugin extends Portal {
  /** Whom the identity provider says that the user is. */
  readonly provider: { email: string };
}

export async function startEveryPlugin(options: PortalOptions = {}): Promise<EveryPlugin> {
  const provider = { email: '' };
  const portal = await startPortal({ ...options, betterAuth: (parts) => everyPlugin(parts, provider) });
  return { ...portal, provider };
}

function everyPlugin(
  { mail }: { readonly mail: string[] },
  provider: { readonly email: string },
): BetterAuthOptions {
  const person = async () => {
    const { email } = provider;
    const profile = { sub: `id of ${email}`, email, name: 'Anna', email_verified: true } as GoogleProfile;
    return { user: { id: profile.sub as never, email, name: 'Anna', emailVerified: true }, data: profile };
  };
  return {
    emailVerification: {
      autoSignInAfterVerification: true,
      sendVerificationEmail: async ({ url }) => void mail.push(url),
    },
    emailAndPassword: { enabled: true, sendResetPassword: async ({ token }) => void mail.push(token) },
    user: { deleteUser: { enabled: true } },
    account: { accountLinking: { enabled: true, trustedProviders: ['google', 'acme'] } },
    socialProviders: {
      google: {
        clientId: 'google-client',
        clientSecret: 'secret',
        verifyIdToken: async () => true,
        getUserInfo: person,
      },
    },
    plugins: [
      plugins.username(),
      plugins.phoneNumber({ sendOTP: ({ code }) => void mail.push(code) }),
      plugins.magicLink({ sendMagicLink: async ({ url }) => void mail.push(url) }),
      plugins.emailOTP({ sendVerificationOTP: async ({ otp }) => void mail.push(otp) }),
      plugins.anonymous(),
      plugins.bearer(),
      plugins.multiSession(),
      plugins.oneTimeToken(),
      plugins.oneTap(),
      plugins.admin(),
      plugins.organization(),
      plugins.jwt(),
      plugins.siwe({
        domain: 'portal.example.com',
        getNonce: async () => 'n0nce12345678901',
        verifyMessage: async () => true,
      }),
      plugins.deviceAuthorization({}),
      plugins.genericOAuth({
        config: [
          {
            providerId: 'acme',
            clientId: 'acme-client',
            clientSecret: 'secret',
            authorizationUrl: 'https://acme.example/authorize',
            tokenUrl: 'https://acme.example/token',
            getToken: async () => ({ accessToken: 'token' }),
            getUserInfo: async () => (await person()).user,
          },
        ],
      }),
      plugins.oAuthProxy(),
      plugins.oauthPopup(),
      plugins.openAPI(),
      plugins.lastLoginMethod(),
      plugins.twoFactor(),
      passkey({ rpID: 'portal.example.com', origin: ORIGIN }),
      apiKey(),
    ],
  };
}
