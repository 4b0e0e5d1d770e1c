import { createMfa, type SignedIn, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { presetS2 } from '@factorkit/core/policy';
import { createPages, type Pages } from '@factorkit/pages';
import { createFakeClock, createSeededRandom, type FakeClock } from '@factorkit/testkit';

/** How a framework's context carries the cookie of a session. */
export interface CookieCarrier<Context> {
  read(context: Context): string | undefined;
  write(context: Context, line: string): void;
}

export interface PagesPortal<Context> {
  readonly pages: Pages<Context>;
  readonly clock: FakeClock;
  /** The portal's own password form, whatever the password. */
  readonly signIn: (request: Request, context: Context) => Promise<Response>;
}

/** A portal with nothing but pages, and sessions in memory. */
export function pagesPortal<Context>(carrier: CookieCarrier<Context>): PagesPortal<Context> {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 20, 9) });
  const sessions = new Map<string, SignedIn>();
  const mfa = createMfa({
    issuer: 'Example Portal',
    keys: [{ id: 'test', key: createSeededRandom(2)(32) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy: presetS2,
    portal: {
      revokeSessions: async (userId, { except }) => {
        for (const [id, user] of sessions) if (user.userId === userId && id !== except) sessions.delete(id);
      },
    },
    clock: clock.now,
    random: createSeededRandom(1),
  });
  const idIn = (context: Context): string =>
    /(?:^|; )session=([^;]*)/.exec(carrier.read(context) ?? '')?.[1] ?? '';
  const user = { accountName: 'alice' };
  const pages = createPages<Context>({
    mfa,
    host: {
      currentUser: async (context) => sessions.get(idIn(context)),
      async raise(context, assurance, { replaces }) {
        if (replaces !== undefined && !sessions.delete(replaces)) return { kind: 'session-ended' };
        const sessionId = crypto.randomUUID();
        sessions.set(sessionId, { userId: assurance.userId, user, assurance, sessionId });
        carrier.write(context, `session=${sessionId}; Path=/; HttpOnly`);
        return { kind: 'raised' };
      },
      signOut: async (context) => void sessions.delete(idIn(context)),
      onError: (_context, error) => {
        throw error;
      },
    },
    key: createSeededRandom(3)(32),
    name: 'Example Portal',
    path: '/account/mfa',
    portal: { home: '/account', signIn: '/sign-in' },
    support: { address: 'support@portal.example' },
    layout: 'single-app',
    cookie: { insecureDevelopment: true },
    clock: clock.now,
  });
  const signIn = (request: Request, context: Context): Promise<Response> =>
    pages.beginSignIn(request, context, { userId: 'alice', user, firstFactor: { method: 'password' } });
  return { pages, clock, signIn };
}
