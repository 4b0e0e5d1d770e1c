import {
  type AuditEvent,
  createMfa,
  type Mfa,
  type NoticeMessage,
  type StorageAdapter,
  totp,
} from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import { deviceTokenIn, type SupportedUser, type SupportPermission, signInCookies } from '@factorkit/http';
import { createFakeClock, createSeededRandom, type FakeClock } from '@factorkit/testkit';
import type { Harness, Running } from './harness.ts';
import type { Portal } from './portal.ts';
import { createSessions } from './sessions.ts';

export const PASSWORDS: ReadonlyMap<string, string> = new Map([
  ['anna', 'correct-horse-anna'],
  ['bert', 'battery-staple-bert'],
]);

/** The portal for tests. */
export interface TestPortal extends Running {
  readonly mfa: Mfa;
  readonly clock: FakeClock;
  /** The notices that the portal sent to its users. */
  readonly notices: readonly NoticeMessage[];
  /** What each member of staff may do. `hidden` are users whom nobody may see. */
  readonly staff: Map<string, readonly SupportPermission[]>;
  readonly hidden: Set<string>;
  /** The requests that passed a guard. */
  readonly done: readonly string[];
  /** The ids of valid sessions, oldest first. */
  sessionIds(): readonly string[];
  /** The errors that were reported to the host. */
  readonly errors: readonly unknown[];
  /** The events that the engine wrote to the audit trail. */
  readonly events: readonly AuditEvent[];
  /** From now on the session store fails. */
  breakSessions(): void;
  /** From now on the host cannot tell who is signed in. */
  breakCurrentUser(): void;
  /** From now on all sessions end just before one is raised. */
  endSessionsBeforeRaise(): void;
  /** From now on `raise` adds these members to the answer. */
  addToRaise(session: Readonly<Record<string, unknown>>): void;
}

export interface TestPortalOptions {
  readonly policy: Policy;
  readonly storage?: StorageAdapter;
}

export async function startPortal(
  harness: Harness,
  { policy, storage = createMemoryStorage() }: TestPortalOptions,
): Promise<TestPortal> {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 1, 12) });
  const sessions = createSessions();
  const errors: unknown[] = [];
  const events: AuditEvent[] = [];
  const notices: NoticeMessage[] = [];
  const staff = new Map<string, readonly SupportPermission[]>();
  const hidden = new Set<string>();
  const done: string[] = [];
  let ending = false;
  let blind = false;
  let added: Readonly<Record<string, unknown>> | undefined;
  const onError = (error: unknown): void => void errors.push(error);
  const mfa = createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage,
    methods: [totp()],
    policy,
    clock: clock.now,
    random: createSeededRandom(11),
    portal: {
      verifyPassword: async (userId, password) => PASSWORDS.get(userId) === password,
      onEvent: (event) => void events.push(event),
      contacts: async (userId) => [{ id: 'email', channel: 'email', address: `${userId}@portal.example` }],
      notify: async (message) => void notices.push(message),
      revokeSessions: async (userId, { except }) => sessions.endOf(userId, except),
    },
  });
  const portal: Portal = {
    mfa,
    clock: clock.now,
    host: (visitOf) => ({
      async currentUser(context) {
        if (blind) throw new Error('the session store is down');
        const found = sessions.of(visitOf(context));
        if (found === undefined) return undefined;
        const { session, id } = found;
        return { ...session, user: { accountName: session.userId }, sessionId: id };
      },
      async raise(context, assurance, { replaces }) {
        const { userId } = assurance;
        if (ending) sessions.endOf(userId, undefined);
        const raised = sessions.start(visitOf(context), { userId, assurance }, replaces);
        return raised.kind === 'raised' && added ? { ...raised, session: added } : raised;
      },
      signOut: async (context) => sessions.end(visitOf(context)),
      source: (context) => ({ ip: visitOf(context).ip ?? '' }),
      deviceName: (context) => ({ name: visitOf(context).header('user-agent') ?? '', place: 'Berlin' }),
      onError: (_, error) => onError(error),
    }),
    deskHost: (visitOf) => ({
      async authorise(context) {
        const id = visitOf(context).header('staff-session') ?? '';
        return staff.has(id) ? { id } : undefined;
      },
      may: async ({ id }, permission, userId) =>
        staff.get(id)?.includes(permission) === true && !hidden.has(userId),
      findUser: async (query) => [...PASSWORDS.keys()].filter((name) => name.includes(query)).map(supported),
      userOf: async (userId) => (PASSWORDS.has(userId) ? supported(userId) : undefined),
      onError: (_, error) => onError(error),
    }),
    async logIn(visit, body) {
      const { name, password, native, trustedDevice } = Object(body);
      if (PASSWORDS.get(name) !== password) return { status: 401, json: { kind: 'wrong-password' } };
      const trusted = native ? trustedDevice : deviceTokenIn(visit.header('cookie'));
      const outcome = await mfa.beginSignIn({
        userId: name,
        user: { accountName: name },
        firstFactor: { method: 'password' },
        ...(trusted && { deviceToken: trusted }),
      });
      if (outcome.kind === 'complete') {
        sessions.start(visit, { userId: name, assurance: outcome.assurance });
      }
      if (native) return { status: 200, json: outcome };
      for (const line of signInCookies(outcome, {}, clock.now())) visit.setCookie(line);
      return { status: 200, json: { kind: outcome.kind } };
    },
    async changePassword(visit) {
      const found = sessions.of(visit);
      if (found === undefined) return { status: 401, json: { kind: 'signed-out' } };
      const { id: sessionId, session } = found;
      return { status: 200, json: await mfa.passwordChanged({ userId: session.userId, sessionId }) };
    },
    perform(what, asked) {
      done.push(what);
      return { kind: what, ...(asked === undefined ? {} : { asked }) };
    },
    onError,
  };
  const listening = await harness.start(portal);
  return {
    ...listening,
    mfa,
    clock,
    notices,
    staff,
    hidden,
    done,
    errors,
    events,
    sessionIds: sessions.ids,
    breakSessions: sessions.break,
    breakCurrentUser() {
      blind = true;
    },
    endSessionsBeforeRaise() {
      ending = true;
    },
    addToRaise(session) {
      added = session;
    },
  };
}

function supported(userId: string): SupportedUser {
  return { userId, user: { accountName: userId }, name: `${userId}@portal.example` };
}
