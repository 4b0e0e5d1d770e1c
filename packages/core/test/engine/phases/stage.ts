import {
  type Contact,
  type DeliveryAdapter,
  emailCode,
  type Mfa,
  type MfaOptions,
  type Portal,
  type SendGuard,
  type StorageAdapter,
  totp,
} from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { createSeededRandom } from '@factorkit/testkit';
import type { Account } from '../../../src/account/account.ts';
import { decodeAccount, encodeAccount } from '../../../src/codec/account-text.ts';
import { createKeyring, type KeyringEntry } from '../../../src/codec/keyring.ts';
import { createKeyringSealer } from '../../../src/codec/keyring-sealer.ts';
import { createFakeTimer } from '../fake-timer.ts';
import { KEY, openWorld, plainPolicy, type World } from '../world.ts';
import { keyMethod } from './key-method.ts';
import { type Fault, type PortCall, withFault } from './port-fault.ts';

export const policy: Policy = {
  ...plainPolicy,
  id: 'phases',
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, 'x-key': { allow: 'yes' } },
  rules: [{ id: 'payouts', actions: { payout: { of: ['totp', 'email', 'x-key'], maxAge: '5m' } } }],
  manage: { proof: { of: ['totp', 'email', 'x-key', 'backup-code'], maxAge: '15m' } },
  backupCodes: { issue: 'on-request', acknowledge: 'record', replaceUsed: true },
  recovery: [
    {
      via: 'support',
      verify: { checks: ['passport'], approvals: 1 },
      grants: 'enrolment',
      resets: 'on-confirmation',
    },
    { via: 'backup-code', grants: 'session' },
  ],
  trustedDevices: { for: '30d' },
  on: [
    { event: 'mfa.enabled', do: ['revoke-all-sessions', 'notify'] },
    { event: 'factor.removed', do: ['revoke-other-sessions', 'notify'] },
    { event: 'recovery.completed', do: ['revoke-all-sessions', 'notify'] },
    { event: 'password.changed', do: ['revoke-other-sessions', 'notify'] },
    { event: 'backup-codes.issued', do: ['revoke-other-sessions', 'notify'] },
  ],
};

/** One user's portal, all effects of which are written down. */
export interface Stage extends World {
  /** In the order in which they took place. */
  readonly effects: string[];
  readonly codes: string[];
  /** A server over the same ports, of which one call fails. */
  failing(
    fault: Fault,
    keys?: readonly KeyringEntry[],
  ): { readonly mfa: Mfa; readonly calls: readonly PortCall[] };
  /** Another writer saves the account, and changes nothing in it but its tag. */
  rival(): Promise<void>;
  account(): Promise<Account | undefined>;
}

/** The key after a rotation. */
export const NEXT_KEY: KeyringEntry = { id: 'test-2', key: createSeededRandom(2)(32) };
const keyring = createKeyring([KEY, NEXT_KEY]);

export async function openStage(changed: Partial<Policy> = {}): Promise<Stage> {
  const effects: string[] = [];
  const codes: string[] = [];
  const contacts: readonly Contact[] = [{ id: 'mail', channel: 'email', address: 'anna@example.com' }];
  const portal: Portal = {
    verifyPassword: async (_userId, password) => {
      effects.push('password checked');
      return password === 'right';
    },
    contacts: async () => contacts,
    revokeSessions: async (_userId, { except }) => {
      effects.push(except === undefined ? 'sessions ended: all' : 'sessions ended: others');
    },
    notify: async ({ about }) => {
      effects.push(`told of ${about}`);
    },
    onEvent: async ({ type }) => {
      effects.push(`observed ${type}`);
    },
  };
  const guard: SendGuard = {
    admit: async () => {
      effects.push('admitted');
      return { kind: 'admitted' };
    },
    refund: async () => {
      effects.push('refunded');
    },
    used: async () => {
      effects.push('code told as used');
    },
  };
  const delivery: DeliveryAdapter = {
    name: 'post',
    channels: ['email'],
    deliver: async ({ code }) => {
      effects.push('delivered');
      codes.push(code);
      return { kind: 'accepted' };
    },
  };
  const sealer = createKeyringSealer(keyring, createSeededRandom(7));
  const { timer } = createFakeTimer();
  const optionsWith = (sends: DeliveryAdapter): Partial<MfaOptions> => ({
    timer,
    policy: { ...policy, ...changed },
    methods: [totp(), emailCode({ delivery: sends }), keyMethod],
  });
  const world = await openWorld({ ...optionsWith(delivery), portal, sendGuard: guard, sealer });
  const { storage } = world;
  const account = async (): Promise<Account | undefined> => {
    const { stored } = await storage.load('anna');
    return stored && decodeAccount(keyring, 'anna', stored, world.clock.now());
  };
  let tags = 0;
  const rival = async (): Promise<void> => {
    const { stored } = await storage.load('anna');
    if (stored === undefined) return;
    tags += 1;
    const tag = `rival-${tags}`;
    const state = encodeAccount(keyring, decodeAccount(keyring, 'anna', stored, world.clock.now()), tag);
    await storage.save('anna', { tag, state }, stored.tag, []);
  };
  const watchedStorage: StorageAdapter = {
    ...storage,
    save: async (userId, ...given) => {
      const saved = await storage.save(userId, ...given);
      if (saved && userId !== 'anna') {
        effects.push(userId === 'anne' ? 'other account written' : 'credential row written');
      }
      return saved;
    },
  };
  return {
    ...world,
    effects,
    codes,
    rival,
    account,
    failing(fault, keys = [KEY]) {
      const calls: PortCall[] = [];
      const around = <Port extends object>(name: string, port: Port): Port =>
        withFault({ name, port, calls, fault });
      const sealerNow = createKeyringSealer(createKeyring(keys), createSeededRandom(8));
      const options: Partial<MfaOptions> = {
        ...optionsWith({ ...delivery, ...around('delivery', { deliver: delivery.deliver }) }),
        keys,
        storage: around<StorageAdapter>('storage', watchedStorage),
        portal: around<Portal>('portal', portal),
        sendGuard: around<SendGuard>('sendGuard', guard),
        sealer: { ...sealerNow, ...around('sealer', { seal: sealerNow.seal, open: sealerNow.open }) },
      };
      return { mfa: world.server(options), calls };
    },
  };
}
