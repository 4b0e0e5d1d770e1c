import {
  type Assurance,
  type Contact,
  createMfa,
  type DeliveryAdapter,
  emailCode,
  type Mfa,
  type NoticeMessage,
  type Portal,
  type SignedIn,
  type StorageAdapter,
  smsCode,
  totp,
  type User,
} from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom, type FakeClock, type StorageClients } from '@factorkit/testkit';
import type { Account } from '../../src/account/account.ts';
import type { KeyringEntry } from '../../src/codec/keyring.ts';
import { createFakeTimer } from '../engine/fake-timer.ts';
import { type PortCall, withFault } from '../engine/phases/port-fault.ts';
import { securityKey } from './security-key.ts';

const START: number = Date.UTC(2026, 10, 21, 12, 0, 0);
const DAY = 86_400_000;

const KEY: KeyringEntry = { id: 'now', key: createSeededRandom(1)(32) };
export const RETIRED_KEY: KeyringEntry = { id: 'old', key: createSeededRandom(2)(32) };
export const ISSUER = 'Example Portal';

/** A session of the portal, with the security stamp of its beginning. */
export interface PortalSession {
  id: string;
  assurance: Assurance;
  stamp: string;
  ended: boolean;
}

export interface Message {
  readonly to: string;
  readonly code?: string;
  readonly notice?: NoticeMessage;
}

/** What becomes of the calls of ports that one command makes. `number` counts from 1. */
export type Disturbance = (call: PortCall) => Promise<'works' | 'throws' | 'loses its answer' | 'crashes'>;

/** A portal of one user, with two servers over one store. */
export interface ModelPortal {
  readonly userId: string;
  readonly policy: Policy;
  readonly clock: FakeClock;
  readonly servers: readonly [Mfa, Mfa];
  readonly storage: StorageAdapter;
  readonly messages: readonly NoticeMessage[];
  /** The addresses that the owner has and had. */
  addresses(channel?: 'email' | 'sms'): readonly string[];
  /** All that was sent to these addresses, oldest first. */
  inbox(addresses: readonly string[]): readonly Message[];
  contacts(): readonly Contact[];
  /** Gives a contact another address. */
  moveContact(id: string): void;
  /** Since when the portal named an address. */
  knownSince(address: string): number | undefined;
  user(): User;
  promote(): void;
  password: string;
  open(assurance: Assurance): Promise<PortalSession>;
  isLive(session: PortalSession): Promise<boolean>;
  /** A session that proved more: it gets another id, and the old one is invalid. */
  raise(session: PortalSession, assurance: Assurance): Promise<PortalSession>;
  callerOf(session: PortalSession): SignedIn;
  sessions(): readonly PortalSession[];
  /** Somebody without a key wrote the row: it is not looked at before it is put back. */
  edited: boolean;
  disturb(server: 0 | 1, disturbance: Disturbance | undefined): void;
  account(): Promise<Account | undefined>;
}

export interface PortalOptions {
  readonly userId: string;
  readonly policy: Policy;
  readonly clients: StorageClients;
}

export function openPortal({ userId, policy, clients }: PortalOptions): ModelPortal {
  const clock = createFakeClock({ nowMs: START });
  const sent: Message[] = [];
  const messages: NoticeMessage[] = [];
  const sessions: PortalSession[] = [];
  const since = START - 60 * DAY;
  const known = new Map<string, number>();
  let roles: readonly string[] = [];
  let contacts: readonly Contact[] = [
    { id: 'mail', channel: 'email', address: 'anna-1@example.com', since },
    { id: 'phone', channel: 'sms', address: '+491511000001', since },
  ];
  for (const { address } of contacts) known.set(address, since);
  let moves = 1;
  const user = (): User => ({ accountName: userId, roles, groups: [], attributes: {} });
  const hooks: Portal = {
    user: async () => user(),
    verifyPassword: async (_userId, given) => given === portal.password,
    contacts: async () => contacts,
    revokeSessions: async (_userId, { except }) => {
      for (const session of sessions) if (session.id !== except) session.ended = true;
    },
    notify: async (message) => {
      messages.push(message);
      sent.push({ to: message.to.address, notice: message });
    },
  };
  const delivery: DeliveryAdapter = {
    name: 'post',
    channels: ['email', 'sms'],
    deliver: async ({ to, code }) => {
      sent.push({ to, code });
      return { kind: 'accepted' };
    },
  };
  const disturbances: [Disturbance | undefined, Disturbance | undefined] = [undefined, undefined];
  const counted: readonly [PortCall[], PortCall[]] = [[], []];
  const serverOver = (index: 0 | 1, storage: StorageAdapter): Mfa => {
    let isDead = false;
    const calls = counted[index];
    const around = <Port extends object>(name: string, port: Port): Port =>
      withFault({
        name,
        port,
        calls,
        fault: async (call) => {
          if (call.number === 1) isDead = false;
          if (isDead) return 'throws';
          const fate = (await disturbances[index]?.(call)) ?? 'works';
          if (fate !== 'crashes') return fate;
          isDead = true;
          return 'loses its answer';
        },
      });
    const sender: DeliveryAdapter = { ...delivery, ...around('delivery', { deliver: delivery.deliver }) };
    const { timer } = createFakeTimer();
    return createMfa({
      issuer: ISSUER,
      keys: [KEY, RETIRED_KEY],
      storage: around<StorageAdapter>('storage', storage),
      methods: [
        totp(),
        emailCode({ delivery: sender }),
        smsCode({ delivery: sender, domain: 'portal.example' }),
        securityKey,
      ],
      policy,
      portal: around<Portal>('portal', hooks),
      clock: clock.now,
      timer,
      random: createSeededRandom(100 + index),
    });
  };
  const stampNow = async (): Promise<string> => (await portal.account())?.stamp ?? '0';
  let opened = 0;
  const newSession = async (assurance: Assurance): Promise<PortalSession> => {
    opened += 1;
    const session = { id: `session-${opened}`, assurance, stamp: await stampNow(), ended: false };
    sessions.push(session);
    return session;
  };
  let read: { readonly tag: string; readonly account: Account } | undefined;
  const portal: ModelPortal = {
    userId,
    policy,
    clock,
    servers: [serverOver(0, clients.first), serverOver(1, clients.second)],
    storage: clients.first,
    messages,
    addresses: (channel) =>
      [...known.keys()].filter(
        (address) => channel === undefined || address.includes('@') === (channel === 'email'),
      ),
    inbox: (addresses) => sent.filter(({ to }) => addresses.includes(to)),
    edited: false,
    contacts: () => contacts,
    moveContact(id) {
      moves += 1;
      contacts = contacts.map((contact) => {
        if (contact.id !== id) return contact;
        const address = contact.channel === 'email' ? `anna-${moves}@example.com` : `+49151100000${moves}`;
        known.set(address, clock.now());
        return { ...contact, address, since: clock.now() };
      });
    },
    knownSince: (address) => known.get(address),
    user,
    promote() {
      roles = ['administrator'];
    },
    password: 'password-1',
    open: newSession,
    isLive: async ({ ended, stamp }) => !ended && stamp === (await stampNow()),
    async raise(session, assurance) {
      const raised = await newSession(assurance);
      // A session that ended stays ended, and its id with it.
      if (session.ended) raised.ended = true;
      session.ended = true;
      return raised;
    },
    callerOf: ({ id, assurance }) => ({ userId, user: user(), assurance, sessionId: id }),
    sessions: () => sessions,
    disturb(server, disturbance) {
      counted[server].length = 0;
      disturbances[server] = disturbance;
    },
    async account() {
      const { stored } = await clients.first.load(userId);
      if (stored === undefined) return undefined;
      if (read?.tag !== stored.tag) {
        read = { tag: stored.tag, account: JSON.parse(stored.state) as Account };
      }
      return read.account;
    },
  };
  return portal;
}
