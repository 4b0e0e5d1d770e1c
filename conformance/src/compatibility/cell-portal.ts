import { randomUUID } from 'node:crypto';
import { createMfa, type Mfa, type Portal as MfaPortal, totp } from '@factorkit/core';
import { type Policy, presetS2 } from '@factorkit/core/policy';
import { signInCookies } from '@factorkit/http';
import { createTestPorts } from '@factorkit/testkit';
import type { Portal } from '../portal.ts';
import { type Cell, entryOf, type Walked } from './cell.ts';
import { openBrowser, openNativeApp } from './clients.ts';
import { databases, type ServerUrls } from './databases.ts';
import { frameworks } from './frameworks.ts';
import { type OpenSessions, sessionKinds } from './sessions.ts';
import { walk } from './walk.ts';

const policy: Policy = {
  ...presetS2,
  rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '2m', live: true } } }],
  on: [
    { event: 'mfa.enabled', do: ['revoke-other-sessions'] },
    { event: 'factor.removed', do: ['revoke-other-sessions'] },
  ],
};

/** Starts the portal of a cell, walks it, and stops it. */
export async function runCell(cell: Cell, urls: ServerUrls): Promise<Walked> {
  const { ports, clock } = createTestPorts({ nowMs: Date.now() });
  const name = `anna-${randomUUID()}`;
  const password = 'correct-horse';
  const isPassword = (given: unknown, entered: unknown): boolean => given === name && entered === password;
  let mfa: Mfa | undefined;
  const engine = (): Mfa => {
    if (mfa === undefined) throw new Error('the engine is not there yet');
    return mfa;
  };
  const kind = entryOf(sessionKinds, cell.sessions);
  const sessions = await kind.open({ mfa: engine, clock: clock.now, urls, isPassword });
  const { storage, close } = await entryOf(databases, cell.database).open(urls);
  const portal: MfaPortal = { revokeSessions: sessions.revokeSessions };
  mfa = createMfa({ ...ports, storage, issuer: 'Example', methods: [totp()], policy, portal });
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const running = await (await entryOf(frameworks, cell.framework).load()).start(
    cellPortal({ mfa, clock: clock.now, sessions, isPassword, onError, tokens: kind.tokens === true }),
  );
  try {
    const walked = await walk({
      clock,
      open: () => (kind.tokens ? openNativeApp : openBrowser)(running.origin),
      login: { name, password },
      mount: '/account/mfa',
      action: '/payouts',
    });
    if (errors.length > 0) throw new Error('the portal reported errors');
    return walked;
  } catch (error) {
    throw errors.length > 0 ? new AggregateError([error, ...errors], errors.map(String).join('; ')) : error;
  } finally {
    await running.close();
    await sessions.close?.();
    await close();
  }
}

interface CellPortalParts {
  readonly mfa: Mfa;
  readonly clock: () => number;
  readonly sessions: OpenSessions;
  readonly tokens: boolean;
  isPassword(name: unknown, password: unknown): boolean;
  onError(error: unknown): void;
}

function cellPortal({ mfa, clock, sessions, tokens, isPassword, onError }: CellPortalParts): Portal {
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
