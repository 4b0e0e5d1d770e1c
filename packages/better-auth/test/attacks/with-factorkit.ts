import { emailCode, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import {
  type Answer,
  authenticatorFromUri,
  type Browser,
  createMailbox,
  createSeededRandom,
  createSoftwareAuthenticator,
} from '@factorkit/testkit';
import { webauthn } from '@factorkit/webauthn';
import { magicLink } from 'better-auth/plugins';
import { ORIGIN, PASSWORD, signIn, signUp, startPortal, who } from '../portal.ts';
import type { Enrolled, Side } from './attacks.ts';

const MFA = '/api/auth/mfa';

const policy: Policy = {
  schema: 1,
  id: 'attacks',
  methods: {
    totp: { allow: 'yes' },
    email: { allow: 'yes' },
    webauthn: { allow: 'yes', userVerification: 'required' },
  },
  rules: [],
  manage: { proof: { of: ['totp', 'email', 'webauthn'], maxAge: '15m' } },
  backupCodes: { issue: 'first-setup', acknowledge: 'record' },
  recovery: [{ via: 'backup-code', grants: 'session' }],
  trustedDevices: { for: '30d' },
};

/** better-auth with Factorkit: an authenticator app, codes by mail, security keys, backup codes, trusted browsers. */
export async function withFactorkit(): Promise<Side> {
  const storage = createMemoryStorage();
  const mailbox = createMailbox();
  const portal = await startPortal({
    ...{ storage, policy },
    methods: [
      totp(),
      emailCode({ delivery: mailbox }),
      webauthn({ rpId: 'portal.example.com', origins: [ORIGIN] }),
    ],
    betterAuth: ({ mail }) => ({
      plugins: [magicLink({ sendMagicLink: async ({ url }) => void mail.push(url) })],
    }),
  });
  const { clock, browser } = portal;
  const factors = new Map<string, { readonly totp: string; readonly email: string }>();
  const factorOf = ({ id }: Enrolled, method: 'totp' | 'email'): string => factors.get(id)?.[method] ?? '';

  const setUp = async (owner: Browser, replaces?: string) => {
    const begun = await owner.post(`${MFA}/factors`, { method: 'totp', ...(replaces && { replaces }) });
    const app = authenticatorFromUri(begun.at('enrolment.setup.uri'));
    const factorId = begun.at('enrolment.factorId');
    const code = (): string => app.code(clock.now());
    const { json, status } = await owner.post(`${MFA}/factors/${factorId}/confirm`, { response: code() });
    if (status !== 200) throw new Error(`the set-up answered ${status}`);
    clock.advance(30_000);
    return { factorId, code, backupCodes: (json.backupCodes ?? []) as readonly string[] };
  };

  const setUpMail = async (owner: Browser): Promise<string> => {
    const begun = await owner.post(`${MFA}/factors`, { method: 'email' });
    const factorId = begun.at('enrolment.factorId');
    const response = mailbox.messages().at(-1)?.code;
    const { status } = await owner.post(`${MFA}/factors/${factorId}/confirm`, { response });
    if (status !== 200) throw new Error(`the set-up of the mailbox answered ${status}`);
    return factorId;
  };

  return {
    ...{ browser, signIn, who },
    async enrol(email) {
      const owner = browser();
      const { id } = await signUp(owner, email);
      portal.database.prepare('UPDATE user SET emailVerified = 1').run();
      const { factorId, ...app } = await setUp(owner);
      factors.set(id, { totp: factorId, email: await setUpMail(owner) });
      clock.advance(30_000);
      return { id, email, owner, ...app };
    },
    async enrolMail(email) {
      const owner = browser();
      const { id } = await signUp(owner, email);
      portal.database.prepare('UPDATE user SET emailVerified = 1').run();
      factors.set(id, { totp: '', email: await setUpMail(owner) });
      clock.advance(30_000);
      return { id, email, owner, code: () => '', backupCodes: [] };
    },
    verify: (from, user, response, trustDevice = false) =>
      from.post(`${MFA}/challenge/verify`, {
        ...{ factorId: factorOf(user, 'totp'), response },
        ...(trustDevice && { trustDevice }),
      }),
    judged: ({ json }: Answer) => json?.code === 'rejected',
    verifyBackup: (from, code) => from.post(`${MFA}/challenge/recover`, { code }),
    async send(from, user) {
      const { status } = await from.post(`${MFA}/challenge/send`, { factorId: factorOf(user, 'email') });
      return status === 200;
    },
    verifySent: (from, user, response) =>
      from.post(`${MFA}/challenge/verify`, { factorId: factorOf(user, 'email'), response }),
    async guessInSession(user, response) {
      const copy = user.owner.copy();
      await copy.post(`${MFA}/reauthenticate`, { intent: { kind: 'enrol', method: 'totp' } });
      return copy.post(`${MFA}/challenge/verify`, { factorId: factorOf(user, 'totp'), response });
    },
    async changePassword({ owner }, currentPassword, newPassword) {
      await owner.post('/api/auth/change-password', { currentPassword, newPassword });
    },
    async replaceApp(user) {
      return { ...user, ...(await setUp(user.owner, factorOf(user, 'totp'))) };
    },
    async removeWithPassword(user) {
      const attacker = user.owner.copy();
      await attacker.post(`${MFA}/reauthenticate`, { password: PASSWORD });
      const { status } = await attacker.send('DELETE', `${MFA}/factors/${factorOf(user, 'totp')}`, {});
      return status === 200;
    },
    async enrolThrice() {
      const owner = browser();
      const { id } = await signUp(owner, 'carla@example.com');
      const begun = await Promise.all([1, 2, 3].map(() => owner.post(`${MFA}/factors`, { method: 'totp' })));
      let working = 0;
      for (const setup of begun) {
        const response = authenticatorFromUri(setup.at('enrolment.setup.uri')).code(clock.now());
        const { status } = await owner.post(`${MFA}/factors/${setup.at('enrolment.factorId')}/confirm`, {
          response,
        });
        if (status === 200) working++;
      }
      const { stored } = await storage.load(id);
      return `${stored === undefined ? 0 : 1} row stored, ${working} of 3 apps works`;
    },
    async moveCiphertext(from, to) {
      const [taken, replaced] = [await storage.load(from.id), await storage.load(to.id)];
      if (taken.stored === undefined) throw new Error('nothing is stored');
      await storage.save(to.id, { ...taken.stored, tag: 'moved' }, replaced.stored?.tag, []);
      const attacker = browser();
      await signIn(attacker, to.email);
      await attacker.post(`${MFA}/challenge/verify`, {
        factorId: factorOf(from, 'totp'),
        response: from.code(),
      });
      return (await who(attacker)) === to.email;
    },
    async keyWithoutPin() {
      const owner = browser();
      await signUp(owner, 'dora@example.com');
      const key = createSoftwareAuthenticator({ origin: ORIGIN, random: createSeededRandom(5) });
      const begun = await owner.post<{ enrolment: { setup: { options: Record<string, unknown> } } }>(
        `${MFA}/factors`,
        {
          method: 'webauthn',
        },
      );
      const response = await key.create(begun.json.enrolment.setup.options);
      const made = await owner.post(`${MFA}/factors/${begun.at('enrolment.factorId')}/confirm`, { response });
      if (made.status !== 200) throw new Error(`the set-up of the key answered ${made.status}`);
      const attacker = browser();
      await signIn(attacker, 'dora@example.com');
      const asked = await attacker.post<{ options: Record<string, unknown> }>(`${MFA}/challenge/options`, {
        method: 'webauthn',
      });
      const assertion = await key.get(asked.json.options, { flags: { userVerified: false } });
      await attacker.post(`${MFA}/challenge/verify`, { response: assertion });
      return (await who(attacker)) !== undefined;
    },
    async magicLink(from, email) {
      await from.post('/api/auth/sign-in/magic-link', { email, callbackURL: '/home' });
      const { pathname, search } = new URL(portal.lastMail());
      await from.get(pathname + search);
    },
    wait: (seconds) => clock.advance(seconds * 1000),
  };
}
