import {
  createMfa,
  type FactorMethod,
  type Method,
  type Mfa,
  type StorageAdapter,
  totp,
} from '@factorkit/core';
import { type Policy, presetS2 } from '@factorkit/core/policy';
import { signInCookies } from '@factorkit/http';
import { createBrowser, createTestPorts } from '@factorkit/testkit';
import type { Portal } from '../portal.ts';
import type { ServerUrls } from './databases.ts';
import { openNativeApp } from './native-app.ts';
import type { OpenSessions, SessionKind } from './session-kind.ts';
import type { Walk } from './walk.ts';

function policyWith(methods: readonly Method[]): Policy {
  const others = Object.fromEntries(methods.map((method) => [method, { allow: 'yes' } as const]));
  return {
    ...presetS2,
    methods: { ...presetS2.methods, ...others },
    rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '2m', live: true } } }],
    manage: { proof: { of: ['totp', 'backup-code', ...methods], maxAge: '15m' } },
    on: [
      { event: 'mfa.enabled', do: ['revoke-other-sessions'] },
      { event: 'factor.removed', do: ['revoke-other-sessions'] },
    ],
  };
}

export interface PortalWalk {
  readonly sessions: SessionKind;
  readonly storage: StorageAdapter;
  readonly urls: ServerUrls;
  /** @defaultValue an authenticator app only */
  readonly methods?: readonly FactorMethod[];
  /** Mounts the portal. */
  serve(portal: Portal): Promise<Served>;
}

export interface Served {
  readonly origin: string;
  /** Passes a request to the portal. Defaults to the `fetch` of the runtime. */
  readonly fetch?: (request: Request) => Promise<Response>;
  close(): Promise<void>;
}

/** Starts a portal, lets a user walk it, and stops it. */
export async function walkPortal<Walked>(
  { sessions: kind, storage, urls, methods = [], serve }: PortalWalk,
  walk: (walk: Walk) => Promise<Walked>,
): Promise<Walked> {
  const { ports, clock } = createTestPorts({ nowMs: Date.now() });
  const name = `anna-${crypto.randomUUID()}`;
  const password = 'correct-horse';
  const isPassword = (given: unknown, entered: unknown): boolean => given === name && entered === password;
  let mfa: Mfa | undefined;
  const engine = (): Mfa => {
    if (mfa === undefined) throw new Error('the engine is not there yet');
    return mfa;
  };
  const sessions = await kind.open({ mfa: engine, clock: clock.now, urls, isPassword });
  const { revokeSessions } = sessions;
  mfa = createMfa({
    ...{ keys: ports.keys, clock: clock.now, storage, issuer: 'Example', portal: { revokeSessions } },
    methods: [totp(), ...methods],
    policy: policyWith(methods.map(({ method }) => method)),
  });
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const served = await serve(
    walkedPortal({ mfa, clock: clock.now, sessions, isPassword, onError, tokens: kind.tokens === true }),
  );
  try {
    const walked = await walk({
      clock,
      open: () => (kind.tokens ? openNativeApp : createBrowser)(served),
      login: { name, password },
      mount: '/account/mfa',
      action: '/payouts',
    });
    if (errors.length > 0) throw new Error('the portal reported errors');
    return walked;
  } catch (error) {
    throw errors.length > 0 ? new AggregateError([error, ...errors], errors.map(String).join('; ')) : error;
  } finally {
    await served.close();
    await sessions.close?.();
  }
}

interface WalkedPortalParts {
  readonly mfa: Mfa;
  readonly clock: () => number;
  readonly sessions: OpenSessions;
  readonly tokens: boolean;
  isPassword(name: unknown, password: unknown): boolean;
  onError(error: unknown): void;
}

function walkedPortal({ mfa, clock, sessions, tokens, isPassword, onError }: WalkedPortalParts): Portal {
  const { host, middleware = [] } = sessions;
  return {
    mfa,
    clock,
    middleware,
    host: (visitOf) => ({
      currentUser: (context) => host.currentUser(visitOf(context)),
      raise: (context, ...raised) => host.raise(visitOf(context), ...raised),
      signOut: (context) => host.signOut(visitOf(context)),
      onError: (_, error) => onError(error),
    }),
    deskHost: () => ({
      authorise: async () => undefined,
      may: async () => false,
      findUser: async () => [],
      userOf: async () => undefined,
    }),
    async logIn(visit, body) {
      const { name, password } = Object(body);
      const fits = await (sessions.checkPassword?.(visit, body) ?? isPassword(name, password));
      if (!fits) return { status: 401, json: { kind: 'wrong-password' } };
      const outcome = await mfa.beginSignIn({
        ...{ userId: name, user: { accountName: name }, firstFactor: { method: 'password' } },
      });
      const raised = outcome.kind === 'complete' ? await host.raise(visit, outcome.assurance, {}) : undefined;
      if (tokens) return { status: 200, json: { ...raised, ...outcome } };
      for (const line of signInCookies(outcome, {}, clock())) visit.setCookie(line);
      return { status: 200, json: { kind: outcome.kind } };
    },
    changePassword: async () => ({ status: 404, json: {} }),
    perform: (kind) => ({ kind }),
    onError,
  };
}
