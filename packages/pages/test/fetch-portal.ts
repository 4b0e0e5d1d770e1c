import { createMfa, type Mfa, type SignedIn, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { type Policy, presetS2 } from '@factorkit/core/policy';
import {
  type Browser,
  createBrowser,
  createFakeClock,
  createSeededRandom,
  type FakeClock,
} from '@factorkit/testkit';
import { createPages, type Pages, type PagesHost, type PagesOptions } from '../src/index.ts';

/** The request, and the session cookie that leaves with its answer. */
interface Visit {
  readonly request: Request;
  readonly cookies: string[];
}

export interface FetchPortal {
  readonly origin: string;
  readonly clock: FakeClock;
  readonly mfa: Mfa;
  readonly pages: Pages<Visit>;
  readonly errors: unknown[];
  visitor(): Browser;
}

const ALICE = 'user-1';

const USUAL = {
  key: createSeededRandom(3)(32),
  name: 'Example Portal',
  path: '/account/mfa',
  portal: { home: '/account', signIn: '/sign-in' },
  support: { address: 'support@portal.example' },
  layout: 'single-app',
  timeZone: 'UTC',
} as const;

/** Further pages, such as those of a desk. */
type MorePages = (
  pages: Pages<Visit>,
  mfa: Mfa,
) => (request: Request, visit: Visit) => Promise<Response | undefined>;

/** A portal on Web standards: a password form that accepts one password, and a session in memory. */
export function fetchPortal(
  options: Partial<PagesOptions<Visit>> = {},
  policy: Policy = presetS2,
  more?: MorePages,
): FetchPortal {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 20, 9) });
  const sessions = new Map<string, SignedIn>();
  const errors: unknown[] = [];
  const mfa = createMfa({
    issuer: 'Example Portal',
    keys: [{ id: 'test', key: createSeededRandom(2)(32) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy,
    portal: {
      revokeSessions: async (userId, { except }) => {
        for (const [id, user] of sessions) if (user.userId === userId && id !== except) sessions.delete(id);
      },
      verifyPassword: async (_userId, password) => password === 'right',
    },
    clock: clock.now,
    random: createSeededRandom(1),
  });
  const idOf = ({ request }: Visit): string =>
    /(?:^|; )session=([^;]*)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
  const host: PagesHost<Visit> = {
    currentUser: async (visit) => sessions.get(idOf(visit)),
    async raise(visit, assurance, { replaces }) {
      if (replaces !== undefined && !sessions.delete(replaces)) return { kind: 'session-ended' };
      const sessionId = crypto.randomUUID();
      const { userId } = assurance;
      sessions.set(sessionId, { userId, user: { accountName: 'alice' }, assurance, sessionId });
      visit.cookies.push(`session=${sessionId}; Path=/; HttpOnly`);
      return { kind: 'raised' };
    },
    signOut: async (visit) => void sessions.delete(idOf(visit)),
    onError: (_visit, error) => errors.push(error),
    ...options.host,
  };
  const pages = createPages<Visit>({ mfa, clock: clock.now, ...USUAL, ...options, host });
  const origin = 'https://portal.example';
  const answer = async (request: Request): Promise<Response> => {
    const visit: Visit = { request, cookies: [] };
    const { pathname } = new URL(request.url);
    const own = async (): Promise<Response> => {
      if (pathname !== '/sign-in' || request.method !== 'POST') return new Response(pathname);
      const fields = new URLSearchParams(await request.text());
      if (fields.get('password') !== 'right') return new Response('wrong', { status: 422 });
      const returnTo = fields.get('returnTo');
      return pages.beginSignIn(request, visit, {
        userId: fields.get('userId') ?? ALICE,
        user: { accountName: 'alice' },
        firstFactor: { method: 'password' },
        ...(returnTo !== null && { returnTo }),
      });
    };
    const response =
      (await pages(request, visit)) ?? (await more?.(pages, mfa)(request, visit)) ?? (await own());
    for (const line of visit.cookies) response.headers.append('set-cookie', line);
    return response;
  };
  return {
    ...{ origin, clock, mfa, pages, errors },
    visitor: () => createBrowser({ origin, fetch: answer }),
  };
}
