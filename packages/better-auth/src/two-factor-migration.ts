import {
  createMfa,
  type DeliveryAdapter,
  emailCode,
  type FactorMethod,
  MfaError,
  type MfaOptions,
  totp,
} from '@factorkit/core';
import { generateTotp, type OtpDigits, prepareKey } from '@factorkit/core/otp';
import type { Policy } from '@factorkit/core/policy';
import type { AuthContext } from 'better-auth';
import { symmetricDecrypt } from 'better-auth/crypto';
import type { BetterAuthUser } from './better-auth-portal.ts';

/** How better-auth's two-factor plug-in was set up. @inline */
export type TwoFactorSettings = {
  /** @defaultValue `6` */
  readonly digits?: OtpDigits;
  /** @defaultValue `30` */
  readonly periodSeconds?: number;
};

/** What the two-factor plug-in added to the schema, so that better-auth still reads it. */
export const twoFactorSchema = {
  userFields: { twoFactorEnabled: { type: 'boolean', required: false, input: false, defaultValue: false } },
  twoFactor: {
    fields: {
      secret: { type: 'string', required: true, returned: false },
      backupCodes: { type: 'string', required: true, returned: false },
      userId: { type: 'string', required: true, returned: false, references: { model: 'user', field: 'id' } },
      verified: { type: 'boolean', required: false, input: false, defaultValue: true },
    },
  },
} as const;

export interface TwoFactorMigration {
  /** Takes over the factor of this user. Returns whether there was one. */
  take(user: BetterAuthUser): Promise<boolean>;
  /** The same for every user. Returns the ids of those whose factor cannot be read. */
  takeAll(): Promise<{ readonly imported: number; readonly failed: readonly string[] }>;
}

interface TwoFactorRow {
  readonly userId: string;
  readonly secret: string;
  readonly verified?: boolean | null;
}

const policy: Policy = {
  schema: 1,
  id: 'import',
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
  rules: [{ id: 'all', enrol: { of: ['totp', 'email'] }, signIn: { of: ['totp', 'email'] } }],
  manage: { proof: { of: ['totp', 'email'] } },
  recovery: [],
  // The user had this factor before.
  on: [
    { event: 'mfa.enabled', do: [] },
    { event: 'factor.removed', do: [] },
  ],
};

/** Codes of the import must not use up those that the user enters right after it. */
const EARLIER_MS = 10 * 60_000;

/**
 * Takes over the factors of better-auth's own plug-in: the app of a user with a verified secret, else the mailbox. They
 * are set up through the engine, as the user would, with the old secret.
 */
export function createTwoFactorMigration(
  options: MfaOptions,
  { digits = 6, periodSeconds = 30 }: TwoFactorSettings,
  auth: () => Promise<AuthContext>,
): TwoFactorMigration {
  const { clock = Date.now } = options;
  const now = (): number => clock() - EARLIER_MS;
  const secrets = new Map<string, Uint8Array>();
  const codes = new Map<string, string>();
  const app: FactorMethod = {
    ...totp({ digits, periodSeconds }),
    async create({ sealer, userId, factorId }) {
      const secret = secrets.get(userId);
      if (secret === undefined) throw unexpected('no secret');
      const sealed = await sealer.seal(secret, { userId, factorId, field: 'secret' });
      return { secret: sealed, algorithm: 'SHA1', digits, periodSeconds };
    },
  };
  const delivery: DeliveryAdapter = {
    name: 'import',
    channels: ['email'],
    deliver: async ({ to, code }) => {
      codes.set(to, code);
      return { kind: 'accepted' };
    },
  };
  const engine = createMfa({
    ...options,
    ...{ policy, clock: now, methods: [app, emailCode({ delivery })] },
    portal: {
      contacts: async (userId) => (await options.portal?.contacts?.(userId)) ?? [],
      enrolmentChanged: async (change) => options.portal?.enrolmentChanged?.(change),
    },
  });

  /** Sets up a factor with its own proof. */
  const enrol = async (user: BetterAuthUser, secret: Uint8Array | undefined): Promise<void> => {
    const { id: userId, email } = user;
    const firstFactor = { method: 'password' } as const;
    const begun = await engine.beginSignIn({ userId, user: { accountName: email }, firstFactor });
    // Another request was faster, or the user has a factor already.
    if (begun.kind === 'challenge') return;
    if (begun.kind !== 'enrol') throw unexpected(begun.kind);
    const caller = { token: begun.token };
    if (secret !== undefined) secrets.set(userId, secret);
    const method = secret === undefined ? 'email' : 'totp';
    const setUp = await engine.beginEnrolment({ caller, method }).finally(() => secrets.delete(userId));
    if (setUp.kind !== 'begun') throw unexpected(setUp.kind);
    const key = secret && prepareKey({ secret });
    const response = key ? generateTotp({ key, timeMs: now(), digits, periodSeconds }) : codes.get(email);
    codes.delete(email);
    const { factorId } = setUp.enrolment;
    const confirmed = await engine.confirmEnrolment({ caller, factorId, response });
    if (confirmed.kind !== 'active') throw unexpected(confirmed.kind);
  };

  const isEnrolled = async ({ id: userId, email }: BetterAuthUser): Promise<boolean> => {
    const firstFactor = { method: 'password' } as const;
    const { kind } = await engine.beginSignIn({ userId, user: { accountName: email }, firstFactor });
    return kind === 'challenge';
  };

  const takeOnce = async (user: BetterAuthUser): Promise<boolean> => {
    if (user.twoFactorEnabled !== true) return false;
    const { adapter, secretConfig } = await auth();
    const where = [{ field: 'userId', value: user.id }];
    const rows = await adapter.findMany<TwoFactorRow>({ model: 'twoFactor', where });
    const row = rows.find(({ verified }) => verified !== false);
    const secret =
      row && new TextEncoder().encode(await symmetricDecrypt({ key: secretConfig, data: row.secret }));
    await enrol(user, secret).catch(async (error: unknown) => {
      // Another server may have been faster.
      if (!(await isEnrolled(user))) throw error;
    });
    // Last: until then the user counts as enrolled, so that an error refuses the sign-in.
    const byId = [{ field: 'id', value: user.id }];
    await adapter.updateMany({ model: 'user', where: byId, update: { twoFactorEnabled: false } });
    await adapter.deleteMany({ model: 'twoFactor', where });
    return true;
  };

  const running = new Map<string, Promise<boolean>>();
  const take = (user: BetterAuthUser): Promise<boolean> => {
    const taking = running.get(user.id) ?? takeOnce(user).finally(() => running.delete(user.id));
    running.set(user.id, taking);
    return taking;
  };

  return {
    take,
    async takeAll() {
      const { adapter } = await auth();
      const users = await adapter.findMany<BetterAuthUser>({
        model: 'user',
        where: [{ field: 'twoFactorEnabled', value: true }],
        limit: 1_000_000,
      });
      const failed: string[] = [];
      for (const user of users) await take(user).catch(() => failed.push(user.id));
      return { imported: users.length - failed.length, failed };
    },
  };
}

function unexpected(kind: string): MfaError {
  return new MfaError('portal-failed', `the factor of the two-factor plug-in was not taken over: ${kind}`);
}
