import { DatabaseSync } from 'node:sqlite';
import { passkey } from '@better-auth/passkey';
import {
  authenticatorFromUri,
  type Browser,
  createBrowser,
  createSeededRandom,
  createSoftwareAuthenticator,
} from '@factorkit/testkit';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { magicLink, twoFactor } from 'better-auth/plugins';
import { ORIGIN, PASSWORD, quiet, signIn, signUp, who } from '../portal.ts';
import type { Enrolled, Side } from './attacks.ts';

const API = '/api/auth';

/** better-auth with its own two-factor plug-in, as its documentation sets it up. */
export async function ownTwoFactor(): Promise<Side> {
  const database = new DatabaseSync(':memory:');
  const mail: string[] = [];
  const options: BetterAuthOptions = {
    database,
    ...quiet,
    plugins: [
      twoFactor({ otpOptions: { sendOTP: async ({ otp }) => void mail.push(otp) } }),
      magicLink({ sendMagicLink: async ({ url }) => void mail.push(url) }),
      passkey({
        rpID: 'portal.example.com',
        origin: ORIGIN,
        authenticatorSelection: { userVerification: 'required' },
      }),
    ],
  };
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const auth = betterAuth(options);
  const browser = (): Browser => createBrowser({ origin: ORIGIN, fetch: auth.handler });

  const setUp = async (owner: Browser, password: string): Promise<Pick<Enrolled, 'code' | 'backupCodes'>> => {
    const { json } = await owner.post(`${API}/two-factor/enable`, { password });
    const app = authenticatorFromUri(String(json.totpURI));
    const code = (): string => app.code(Date.now());
    const { status } = await owner.post(`${API}/two-factor/verify-totp`, { code: code() });
    if (status !== 200) throw new Error(`the set-up answered ${status}`);
    return { code, backupCodes: json.backupCodes as readonly string[] };
  };

  return {
    ...{ browser, signIn, who },
    async enrol(email) {
      const owner = browser();
      const { id } = await signUp(owner, email);
      return { id, email, owner, ...(await setUp(owner, PASSWORD)) };
    },
    async enrolMail(email) {
      const owner = browser();
      const { id } = await signUp(owner, email);
      await owner.post(`${API}/two-factor/enable`, { password: PASSWORD, method: 'otp' });
      return { id, email, owner, code: () => '', backupCodes: [] };
    },
    verify: (from, _user, code, trustDevice = false) =>
      from.post(`${API}/two-factor/verify-totp`, { code, trustDevice }),
    judged: ({ json }) => json?.code === 'INVALID_CODE',
    verifyBackup: (from, code) => from.post(`${API}/two-factor/verify-backup-code`, { code }),
    async send(from) {
      const before = mail.length;
      await from.post(`${API}/two-factor/send-otp`);
      return mail.length > before;
    },
    verifySent: (from, _user, code) => from.post(`${API}/two-factor/verify-otp`, { code }),
    guessInSession: ({ owner }, code) => owner.post(`${API}/two-factor/verify-totp`, { code }),
    async changePassword({ owner }, currentPassword, newPassword) {
      await owner.post(`${API}/change-password`, { currentPassword, newPassword });
    },
    async replaceApp(user, password) {
      await user.owner.post(`${API}/two-factor/disable`, { password });
      return { ...user, ...(await setUp(user.owner, password)) };
    },
    async removeWithPassword({ owner }) {
      const { status } = await owner.copy().post(`${API}/two-factor/disable`, { password: PASSWORD });
      return status === 200;
    },
    async enrolThrice() {
      const owner = browser();
      await signUp(owner, 'carla@example.com');
      const begun = await Promise.all(
        [1, 2, 3].map(() => owner.post(`${API}/two-factor/enable`, { password: PASSWORD })),
      );
      const rows = database.prepare('SELECT count(*) AS n FROM twoFactor').get();
      let working = 0;
      for (const { json } of begun) {
        const code = authenticatorFromUri(String(json.totpURI)).code(Date.now());
        const { status } = await owner.post(`${API}/two-factor/verify-totp`, { code });
        if (status === 200) working++;
      }
      return `${rows?.n} rows stored, ${working} of 3 apps works`;
    },
    async moveCiphertext(from, to) {
      database
        .prepare(
          'UPDATE twoFactor SET secret = (SELECT secret FROM twoFactor WHERE userId = ?) WHERE userId = ?',
        )
        .run(from.id, to.id);
      const attacker = browser();
      await signIn(attacker, to.email);
      await attacker.post(`${API}/two-factor/verify-totp`, { code: from.code() });
      return (await who(attacker)) === to.email;
    },
    async keyWithoutPin() {
      const owner = browser();
      await signUp(owner, 'dora@example.com');
      const key = createSoftwareAuthenticator({ origin: ORIGIN, random: createSeededRandom(5) });
      const creation = await owner.get(`${API}/passkey/generate-register-options`);
      await owner.post(`${API}/passkey/verify-registration`, { response: await key.create(creation.json) });
      const attacker = browser();
      const request = await attacker.get(`${API}/passkey/generate-authenticate-options`);
      const response = await key.get(request.json, { flags: { userVerified: false } });
      await attacker.post(`${API}/passkey/verify-authentication`, { response });
      return (await who(attacker)) !== undefined;
    },
    async magicLink(from, email) {
      await from.post(`${API}/sign-in/magic-link`, { email, callbackURL: '/home' });
      const { pathname, search } = new URL(mail.at(-1) ?? '');
      await from.get(pathname + search);
    },
    wait: () => {},
  };
}
