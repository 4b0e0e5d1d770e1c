import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type Answer,
  type Browser,
  createSeededRandom,
  createSoftwareAuthenticator,
} from '@factorkit/testkit';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type EveryPlugin, startEveryPlugin } from './every-plugin.ts';
import { enterCode, type Member, ORIGIN, PASSWORD, setUpApp, signIn, signUp, who } from './portal.ts';

const API = '/api/auth';

interface Way {
  readonly portal: EveryPlugin;
  readonly member: Member;
  /** Another for each member. */
  readonly number: number;
  /** Signed in, to prepare. */
  readonly owner: Browser;
  /** The browser that signs in. */
  readonly browser: Browser;
}

/** What an endpoint that starts a session needs, and the request that starts it. */
type SignInWay = (way: Way) => Promise<() => Promise<Answer>>;

/**
 * The endpoints that start a session, by their names in `auth.api`. Each way is tried by a user without a factor, who is
 * signed in, and by one with a factor, who is not.
 */
const WAYS: Readonly<Record<string, SignInWay>> = {
  signInEmail:
    async ({ browser, member }) =>
    () =>
      signIn(browser, member.email),

  signInUsername: async ({ owner, browser, number }) => {
    const username = `user${number}`;
    await owner.post(`${API}/update-user`, { username });
    return () => browser.post(`${API}/sign-in/username`, { username, password: PASSWORD });
  },

  signInPhoneNumber: async (way) => {
    const phoneNumber = await verifyPhone(way);
    return () => way.browser.post(`${API}/sign-in/phone-number`, { phoneNumber, password: PASSWORD });
  },

  verifyPhoneNumber: async (way) => {
    const phoneNumber = await verifyPhone(way);
    await way.browser.post(`${API}/phone-number/send-otp`, { phoneNumber });
    return () => way.browser.post(`${API}/phone-number/verify`, { phoneNumber, code: way.portal.lastMail() });
  },

  magicLinkVerify: async ({ portal, browser, member }) => {
    await browser.post(`${API}/sign-in/magic-link`, { email: member.email, callbackURL: '/home' });
    return () => browser.get(pathOf(portal.lastMail()));
  },

  signInEmailOTP: async ({ portal, browser, member: { email } }) => {
    await browser.post(`${API}/email-otp/send-verification-otp`, { email, type: 'sign-in' });
    return () => browser.post(`${API}/sign-in/email-otp`, { email, otp: portal.lastMail() });
  },

  verifyEmailOTP: async ({ portal, browser, member: { email } }) => {
    await browser.post(`${API}/email-otp/send-verification-otp`, { email, type: 'email-verification' });
    return () => browser.post(`${API}/email-otp/verify-email`, { email, otp: portal.lastMail() });
  },

  verifyEmail: async ({ portal, browser, member }) => {
    portal.database.prepare('UPDATE user SET emailVerified = 0 WHERE id = ?').run(member.id);
    await portal.auth.api.sendVerificationEmail({ body: { email: member.email, callbackURL: '/home' } });
    return () => browser.get(pathOf(portal.lastMail()));
  },

  signInSocial: async ({ portal, browser, member }) => {
    portal.provider.email = member.email;
    return () =>
      browser.post(`${API}/sign-in/social`, { provider: 'google', idToken: { token: 'an id token' } });
  },

  callbackOAuth: async ({ portal, browser, member }) => {
    portal.provider.email = member.email;
    const begun = await browser.post(`${API}/sign-in/social`, { provider: 'acme', callbackURL: '/home' });
    const state = new URL(begun.at('url')).searchParams.get('state');
    return () => browser.get(`${API}/callback/acme?code=a-code&state=${state}`);
  },

  oneTapCallback: async ({ portal, browser, member }) => {
    portal.provider.email = member.email;
    const idToken = await googleIdToken(member.email);
    return () => browser.post(`${API}/one-tap/callback`, { idToken });
  },

  verifyPasskeyAuthentication: async ({ owner, browser, number }) => {
    const key = createSoftwareAuthenticator({ origin: ORIGIN, random: createSeededRandom(number) });
    const creation = await owner.get(`${API}/passkey/generate-register-options`);
    const response = await key.create(creation.json);
    await owner.post(`${API}/passkey/verify-registration`, { response });
    const request = await browser.get(`${API}/passkey/generate-authenticate-options`);
    const assertion = await key.get(request.json);
    return () => browser.post(`${API}/passkey/verify-authentication`, { response: assertion });
  },

  verifySiweMessage: async ({ portal, browser, member }) => {
    const wallet = member.email.includes('without')
      ? '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
      : '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
    portal.database
      .prepare(
        'INSERT INTO walletAddress (id, userId, address, chainId, isPrimary, createdAt) VALUES (?, ?, ?, 1, 1, ?)',
      )
      .run(wallet, member.id, wallet, new Date().toISOString());
    const { json } = await browser.post(`${API}/siwe/nonce`);
    const message = [
      'portal.example.com wants you to sign in with your Ethereum account:',
      wallet,
      '',
      `URI: ${ORIGIN}`,
      'Version: 1',
      'Chain ID: 1',
      `Nonce: ${json.nonce}`,
      `Issued At: ${new Date().toISOString()}`,
    ].join('\n');
    return () => browser.post(`${API}/siwe/verify`, { message, signature: '0x00' });
  },

  deviceToken: async ({ owner, browser }) => {
    const code = await browser.post(`${API}/device/code`, { client_id: 'a television' });
    await owner.get(`${API}/device?user_code=${code.at('user_code')}`);
    await owner.post(`${API}/device/approve`, { userCode: code.at('user_code') });
    return () =>
      browser.post(`${API}/device/token`, {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: code.at('device_code'),
        client_id: 'a television',
      });
  },
};

/** The endpoints that return an existing session, or start one for another user. Each has its own test below. */
const EXISTING: readonly string[] = [
  'signUpEmail',
  'signInAnonymous',
  'verifyOneTimeToken',
  'setActiveSession',
  'impersonateUser',
  'stopImpersonating',
  'changePassword',
  'enableTwoFactor',
  'disableTwoFactor',
  'verifyTOTP',
  'verifyTwoFactorOTP',
  'verifyBackupCode',
  'oAuthProxyCompletion',
  'oAuthProxy',
  'verifyPasskeyRegistration',
];

/** The endpoints that start no session. They are called too, with what such an endpoint could take. */
const NO_SESSION = `
  factorkit getSession signOut resetPassword verifyPassword sendVerificationEmail changeEmail setPassword updateSession updateUser
  deleteUser requestPasswordReset requestPasswordResetCallback listSessions revokeSession revokeSessions
  revokeOtherSessions linkSocialAccount listUserAccounts deleteUserCallback unlinkAccount refreshToken getAccessToken
  accountInfo isUsernameAvailable sendPhoneNumberOTP consumePhoneNumberOTP requestPasswordResetPhoneNumber
  resetPasswordPhoneNumber signInMagicLink sendVerificationOTP createVerificationOTP getVerificationOTP
  checkVerificationOTP requestPasswordResetEmailOTP forgetPasswordEmailOTP resetPasswordEmailOTP
  requestEmailChangeEmailOTP changeEmailEmailOTP deleteAnonymousUser listDeviceSessions revokeDeviceSession
  generateOneTimeToken setRole getUser createUser adminUpdateUser listUsers listUserSessions unbanUser banUser
  revokeUserSession revokeUserSessions removeUser setUserPassword userHasPermission createOrganization
  updateOrganization deleteOrganization setActiveOrganization getOrganization getFullOrganization listOrganizations
  createInvitation cancelInvitation acceptInvitation getInvitation rejectInvitation listInvitations getActiveMember
  checkOrganizationSlug addMember removeMember updateMemberRole leaveOrganization listUserInvitations listMembers
  getActiveMemberRole hasPermission getJwks getToken signJWT verifyJWT getSiweNonce getNonce deviceCode deviceVerify
  deviceApprove deviceDeny generateTOTP getTOTPURI sendTwoFactorOTP generateBackupCodes viewBackupCodes
  generatePasskeyRegistrationOptions generatePasskeyAuthenticationOptions listPasskeys deletePasskey updatePasskey
  createApiKey verifyApiKey getApiKey updateApiKey deleteApiKey listApiKeys deleteAllExpiredApiKeys oauthPopupStart
  generateOpenAPISchema openAPIReference ok error
`
  .split(/\s+/)
  .filter(Boolean);

/** The folders of better-auth's plug-ins: those above, and those that add no way to sign in. */
const PLUGINS = `
  access additional-fields admin anonymous bearer captcha custom-session device-authorization email-otp generic-oauth
  haveibeenpwned jwt last-login-method magic-link multi-session oauth-popup oauth-proxy one-tap one-time-token open-api
  organization phone-number siwe test-utils two-factor username
`
  .split(/\s+/)
  .filter(Boolean);

/** Another for each member. */
function phoneOf({ number }: Way): string {
  return `+49151${String(number).padStart(7, '0')}`;
}

async function verifyPhone(way: Way): Promise<string> {
  const { portal, owner } = way;
  const phoneNumber = phoneOf(way);
  await owner.post(`${API}/phone-number/send-otp`, { phoneNumber });
  const code = portal.lastMail();
  await owner.post(`${API}/phone-number/verify`, { phoneNumber, code, updatePhoneNumber: true });
  return phoneNumber;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

let members = 0;

/** A member who is signed in, and the browser that will sign in. */
async function situation(portal: EveryPlugin, name: string): Promise<Way> {
  const owner = portal.browser();
  const member = await signUp(owner, `${name.toLowerCase()}@example.com`);
  portal.database.prepare('UPDATE user SET emailVerified = 1').run();
  return { portal, member, number: ++members, owner, browser: portal.browser() };
}

/** The sessions of the member that sign somebody in, apart from the owner's. */
async function usableSessions({ portal, owner, member }: Way): Promise<number> {
  const rows = portal.database.prepare('SELECT token FROM session WHERE userId = ?').all(member.id);
  const own = await portal.auth.api.getSession({ headers: headersOf(owner) });
  const found = await Promise.all(
    rows
      .filter(({ token }) => token !== own?.session.token)
      .map(({ token }) =>
        portal.auth.api.getSession({ headers: new Headers({ authorization: `Bearer ${token}` }) }),
      ),
  );
  return found.filter((session) => session !== null).length;
}

function headersOf(browser: Browser): Headers {
  return new Headers({
    cookie: [...browser.cookies()].map(([name, value]) => `${name}=${value}`).join('; '),
  });
}

describe('FE8 every way to sign in', () => {
  let portal: EveryPlugin;
  beforeAll(async () => {
    portal = await startEveryPlugin();
  });

  for (const [name, way] of Object.entries(WAYS)) {
    test(`FE8 ${name} signs in without a factor, and gives no session before the code with one`, async () => {
      const bert = await situation(portal, `${name}-without`);
      await (await way(bert))();
      expect(await usableSessions(bert)).toBe(1);
      // The answer of the device code is a token.
      if (name !== 'deviceToken') expect(await who(bert.browser)).toBe(bert.member.email);

      const anna = await situation(portal, name);
      const phone = await setUpApp(portal, anna.owner);
      const answer = await (await way(anna))();
      expect([
        '/second-step',
        { mfa: { kind: 'challenge' }, redirect: true, url: '/second-step' },
      ]).toContainEqual(answer.headers.get('location') ?? answer.json);
      expect(await usableSessions(anna)).toBe(0);
      expect(await who(anna.browser)).toBeUndefined();
      expect(answer.headers.get('set-auth-token')).toBeNull();
      expect((await enterCode(portal, anna.browser, phone)).json).toMatchObject({ kind: 'complete' });
      expect(await who(anna.browser)).toBe(anna.member.email);
    });
  }

  test('FE8 every endpoint of better-auth and its plug-ins is known', () => {
    const known = [...Object.keys(WAYS), ...EXISTING, ...NO_SESSION];
    expect(new Set(Object.keys(portal.auth.api))).toEqual(new Set(known));
    const folder = fileURLToPath(new URL('./plugins/', import.meta.resolve('better-auth')));
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(PLUGINS);
  });

  test('FE8 no other endpoint gives a session to who knows only the password', async () => {
    const there = await situation(portal, 'anna');
    const { browser, member, owner } = there;
    await setUpApp(portal, owner);
    const { json } = await owner.get<{ readonly session: object }>(`${API}/get-session`);
    await signIn(browser, member.email);
    const guess = {
      ...{ email: member.email, password: PASSWORD, currentPassword: PASSWORD, newPassword: PASSWORD },
      ...{ userId: member.id, userIds: [member.id], code: '000000', otp: '000000' },
      // What the owner's session contains apart from its token.
      ...{ ...json.session, token: 'a token' },
    };
    for (const [name, endpoint] of Object.entries(portal.auth.api)) {
      const { path, options } = endpoint as { path?: string; options: { method: string | string[] } };
      if (path === undefined || name in WAYS) continue;
      const query = new URLSearchParams(Object.entries(guess).map(([key, value]) => [key, String(value)]));
      for (const method of [options.method].flat()) {
        const url = `${API}${path.replace(/:\w+|\*\*/g, 'guess')}`;
        if (method === 'GET') await browser.send('GET', `${url}?${query}`);
        else await browser.send(method, url, guess);
      }
      // One endpoint signs in a new, anonymous user.
      expect(await who(browser), name).not.toBe(member.email);
      expect(await usableSessions(there), name).toBe(0);
    }
  });
});

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};
let googleKeys: Promise<CryptoKeyPair> | undefined;

/** An id token as Google signs them. Its keys are fetched from Google, which no test reaches. */
async function googleIdToken(email: string): Promise<string> {
  googleKeys ??= crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const pair = await googleKeys;
  const jwk = {
    ...(await crypto.subtle.exportKey('jwk', pair.publicKey)),
    kid: 'test',
    alg: 'RS256',
    use: 'sig',
  };
  vi.stubGlobal('fetch', async () => Response.json({ keys: [jwk] }));
  onTestFinished(() => void vi.unstubAllGlobals());
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ iss: 'https://accounts.google.com', aud: 'google-client', sub: `id of ${email}` },
    ...{ email, email_verified: true, name: 'Anna', iat: now, exp: now + 600 },
  };
  const text = `${part({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${part(claims)}`;
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', pair.privateKey, Buffer.from(text));
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}
