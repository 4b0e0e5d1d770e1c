import {
  createMfa,
  type DeliveryAdapter,
  emailCode,
  type Mfa,
  type Portal,
  type StorageAdapter,
  totp,
} from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import { createSeededRandom } from '@factorkit/testkit';
import type { KeyringEntry } from '../../src/codec/keyring.ts';
import { securityKey } from '../adversary/security-key.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Network } from './network.ts';

const DAY_MS = 86_400_000;
/** The deadline of a port. */
const DEADLINE_MS = 10_000;

const OLD: KeyringEntry = { id: 'old', key: createSeededRandom(1)(32) };
const NEW: KeyringEntry = { id: 'new', key: createSeededRandom(2)(32) };
/** What each server goes through while keys are changed. No server is more than one stage ahead of another. */
const STAGES: readonly (readonly KeyringEntry[])[] = [[OLD], [OLD, NEW], [NEW, OLD], [NEW]];
/** From here on everything can be sealed again. */
export const NEW_KEY_FIRST = 2;
export const OLD_KEY_GONE = 3;

/** One server of the portal. It crashes and starts again; each start is another process. */
export interface Server {
  readonly name: string;
  /** `undefined` while it is down. */
  mfa: Mfa | undefined;
  /** The name of the process. */
  process: string;
  stage: number;
  /** How far its clock is ahead. */
  offsetMs: number;
  isCut: boolean;
}

/** What the portal and the post know of the users. */
export interface Host {
  readonly mails: { readonly to: string; readonly code: string }[];
  /** What `enrolmentChanged` said last. */
  readonly expected: Map<string, boolean>;
  /** The sessions of a user that were ended by the hook. */
  readonly ended: Set<string>;
  readonly sessions: Map<string, string[]>;
}

export interface Cluster {
  readonly network: Network;
  readonly ledger: Ledger;
  readonly servers: readonly Server[];
  readonly host: Host;
  start(server: Server): void;
  crash(server: Server): void;
  /** Puts a server on the next keys, if the others are far enough. */
  changeKeys(server: Server): void;
}

export function addressOf(userId: string): string {
  return `${userId}@example.com`;
}

export function createCluster(network: Network, policy: Policy, size: number): Cluster {
  const ledger = createLedger(createMemoryStorage({ clock: network.now }));
  const host: Host = { mails: [], expected: new Map(), ended: new Set(), sessions: new Map() };
  const startedAt = network.now();
  let starts = 0;

  const hooks: Portal = {
    verifyPassword: async () => true,
    contacts: async (userId) => [
      { id: 'mail', channel: 'email', address: addressOf(userId), since: startedAt - 60 * DAY_MS },
    ],
    revokeSessions: async (userId, { except }) => {
      for (const id of host.sessions.get(userId) ?? []) if (id !== except) host.ended.add(id);
    },
    notify: async (message) => ledger.notified(message),
    enrolmentChanged: async ({ userId, enrolled }) => {
      host.expected.set(userId, enrolled);
    },
    expectEnrolled: async (userId) => host.expected.get(userId) ?? false,
  };
  const deliver: DeliveryAdapter['deliver'] = async ({ to, code }) => {
    host.mails.push({ to, code });
    return { kind: 'accepted' };
  };

  const start = (server: Server): void => {
    starts += 1;
    const process = `${server.name}.${starts}`;
    const remote = <Port extends object>(service: string, port: Port, forMs?: number): Port =>
      Object.fromEntries(
        Object.entries(port).map(([name, perform]) => [
          name,
          (...given: readonly unknown[]) =>
            network.call({
              process,
              service,
              name,
              perform: () => perform(...given),
              ...(forMs === undefined ? {} : { forMs }),
            }),
        ]),
      ) as Port;
    const delivery: DeliveryAdapter = {
      name: 'post',
      channels: ['email'],
      ...remote('post', { deliver }, DEADLINE_MS),
    };
    server.process = process;
    server.mfa = createMfa({
      issuer: 'Example Portal',
      keys: STAGES[server.stage] ?? [NEW],
      // A request to the store may arrive long after its process gave up on it.
      storage: remote<StorageAdapter>('store', ledger.storage),
      methods: [totp(), emailCode({ delivery }), securityKey],
      policy,
      portal: remote<Portal>('host', hooks, DEADLINE_MS),
      clock: () => network.now() + server.offsetMs,
      timer: (milliseconds, done) => network.timer(process, milliseconds, done),
      random: createSeededRandom(1000 + starts),
      deadlineSeconds: DEADLINE_MS / 1000,
    });
  };

  const servers = Array.from({ length: size }, (_, index): Server => {
    const name = `server ${index + 1}`;
    return { name, mfa: undefined, process: '', stage: 0, offsetMs: 0, isCut: false };
  });
  for (const server of servers) start(server);

  const crash = (server: Server): void => {
    network.forget(server.process);
    server.mfa = undefined;
    server.isCut = false;
  };
  return {
    network,
    ledger,
    servers,
    host,
    start,
    crash,
    changeKeys(server) {
      const least = Math.min(...servers.map(({ stage }) => stage));
      if (server.stage > least || server.stage >= NEW_KEY_FIRST) return;
      crash(server);
      server.stage += 1;
      start(server);
    },
  };
}
