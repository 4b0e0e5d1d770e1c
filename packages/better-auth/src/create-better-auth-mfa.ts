import { queueAfterTransactionHook, runWithRequestState } from '@better-auth/core/context';
import { createMfa, type FirstFactor, type Mfa, type MfaOptions, type User } from '@factorkit/core';
import {
  type AssuranceGuard,
  type AssuranceGuardOptions,
  createAssuranceGuard,
  createMfaHandler,
  createSessionHost,
  type MfaCookieOptions,
  type MfaHandler,
  type MfaHost,
} from '@factorkit/http';
import type { AuthContext, GenericEndpointContext } from 'better-auth';
import { createAuthEndpoint, dispatchAuthEndpoint, getIP } from 'better-auth/api';
import { type BetterAuthUser, portalOf } from './better-auth-portal.ts';
import { firstFactorOf } from './first-factor.ts';
import { guardStores } from './guarded-stores.ts';
import { createPasswordNews } from './password-news.ts';
import { createPlugin, type FactorkitPlugin } from './plugin.ts';
import { rememberedPage } from './remembered-page.ts';
import { recordOf, type StoredSession } from './session-fields.ts';
import { createSessionPlace, type Visit } from './session-place.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';
import { createSignInGate } from './sign-in-gate.ts';
import { createTwoFactorMigration, type TwoFactorSettings, twoFactorSchema } from './two-factor-migration.ts';

/** Options of `createMfa`, and those of the plug-in. */
export interface BetterAuthMfaOptions extends MfaOptions {
  /**
   * The page that asks for the second factor, or lets the user set one up: a path, or a URL if the pages have another
   * origin. Sign-ins by link or by another provider are redirected there.
   */
  readonly challengePage: string;
  /**
   * The longest time from the sign-in to the end of its session, however often better-auth extends it.
   *
   * @defaultValue 30 days
   */
  readonly lifetimeSeconds?: number;
  /**
   * The user as your policy needs them.
   *
   * @defaultValue the email address, and as `roles` the `role` of better-auth's admin plug-in
   */
  userOf?(user: BetterAuthUser): User;
  /**
   * What better-auth has verified, by the path of its endpoint, such as `/sign-in/email`. Return `undefined` for the
   * default.
   */
  firstFactorOf?(path: string, user: BetterAuthUser): FirstFactor | undefined;
  /** @defaultValue that of better-auth: without `Secure` if its own cookies have none */
  readonly cookie?: MfaCookieOptions;
  /**
   * The settings of better-auth's own two-factor plug-in that this one replaces, `{}` for its defaults. Its users keep
   * their apps: see `migrateTwoFactor`. Remove it when no user has `twoFactorEnabled` any more.
   */
  readonly replacesTwoFactor?: TwoFactorSettings;
  /** Receives every error of Factorkit that was answered with 500 or 503: the answer does not contain the cause. */
  onError?(error: unknown): void;
}

/** A request outside of better-auth's handler. The cookies of the answer are appended to `headers`. @inline */
export type BetterAuthVisit = {
  readonly request: Pick<Request, 'headers'>;
  readonly headers: Headers;
};

export interface BetterAuthMfa {
  readonly mfa: Mfa;
  /** Pass it to `betterAuth` as the first of `plugins`. */
  readonly plugin: FactorkitPlugin;
  /**
   * Takes over the factors of better-auth's own plug-in, of all users. Without this call each is taken over at the user's
   * next sign-in. A user whose secret cannot be read (`failed`) is refused with 503 until support helps.
   */
  migrateTwoFactor(): Promise<{ readonly imported: number; readonly failed: readonly string[] }>;
  /** The host hooks for your own routes and pages. */
  readonly host: MfaHost<BetterAuthVisit>;
  /** A guard for a route of your own. It reads the session of better-auth. */
  guard(
    need?: Parameters<ReturnType<typeof createAssuranceGuard>>[0],
  ): (request: Pick<Request, 'headers'>) => ReturnType<AssuranceGuard<BetterAuthVisit>>;
}

const THIRTY_DAYS = 30 * 86_400;

/**
 * Creates the engine and the plug-in that makes better-auth ask for a second factor, whatever way it signs in.
 *
 * A session of better-auth without a valid assurance cannot be read, so an endpoint that this plug-in does not know
 * cannot sign a user in either. The hooks of `portal` that you do not pass use better-auth's tables.
 *
 * @throws MfaError `configuration-invalid` or `policy-invalid`. `betterAuth` throws `configuration-invalid` if the
 * plug-in is not the first, or if no server stores the sessions.
 * @example
 * ```ts
 * import { createBetterAuthMfa } from '@factorkit/better-auth';
 * import { betterAuth } from 'better-auth';
 *
 * export const { mfa, plugin, guard } = createBetterAuthMfa({
 *   ...options,
 *   challengePage: '/second-step',
 * });
 * export const auth = betterAuth({ database, plugins: [plugin] });
 * ```
 */
export function createBetterAuthMfa(options: BetterAuthMfaOptions): BetterAuthMfa {
  const {
    challengePage,
    lifetimeSeconds = THIRTY_DAYS,
    userOf = defaultUser,
    firstFactorOf: ownFirstFactor,
    cookie: ownCookie,
    replacesTwoFactor,
    onError,
    ...engineOptions
  } = options;
  const report = (error: unknown): void => onError?.(error);
  let begin: (auth: AuthContext) => void = () => {};
  const started = new Promise<AuthContext>((resolve) => {
    begin = resolve;
  });
  const auth = (): Promise<AuthContext> => started;
  let store: SessionStore | undefined;
  const theStore = (): SessionStore => present(store);
  const portal = portalOf(auth, theStore, userOf);
  const mfaOptions: MfaOptions = { ...engineOptions, portal: { ...portal, ...options.portal } };
  const mfa = createMfa(mfaOptions);
  const migration = replacesTwoFactor && createTwoFactorMigration(mfaOptions, replacesTwoFactor, auth);
  const clock = options.clock === undefined ? {} : { clock: options.clock };

  const sessionOptions = {
    mfa,
    lifetimeSeconds,
    ...clock,
    userOf: (userId: string) => portal.user(userId).catch(() => undefined),
  };
  const sessions = createSessionHost<StoredSession>({
    ...sessionOptions,
    // The user was read with the session.
    userOf: async () => ({ accountName: '' }),
    place: {
      read: recordOf,
      write: async () => ({ kind: 'session-ended' }),
      remove: async () => {},
    },
  });
  const isAssured = async (session: StoredSession): Promise<boolean> =>
    (await sessions.currentUser(session)) !== undefined;

  let routes: MfaHandler<Visit> | undefined;
  const passwords = createPasswordNews(mfa, theStore);
  const cookie: { -readonly [key in keyof MfaCookieOptions]: MfaCookieOptions[key] } = { ...ownCookie };
  const host: MfaHost<Visit> = {
    ...createSessionHost<Visit>({ ...sessionOptions, place: createSessionPlace(theStore, rememberedPage) }),
    source: ({ ctx }) => sourceOf(ctx),
    onError: (_visit, error) => report(error),
  };

  const plugin = createPlugin({
    schema: migration
      ? { user: twoFactorSchema.userFields, tables: { twoFactor: twoFactorSchema.twoFactor } }
      : { user: {}, tables: {} },
    start(context) {
      const { options: betterAuthOptions, authCookies } = context;
      store = createSessionStore(
        guardStores(context, {
          isAssured,
          passwordWritten: passwords.written,
          usersDeleted: async (userIds) => {
            for (const userId of userIds) {
              // The user is gone, so there is nobody to tell. After the transaction: see `PasswordNews`.
              await queueAfterTransactionHook(() => mfa.eraseAccount({ userId }), { onError: report });
            }
          },
        }),
        {
          storesInDatabase:
            betterAuthOptions.secondaryStorage === undefined ||
            betterAuthOptions.session?.storeSessionInDatabase === true,
        },
      );
      // Browsers drop `Secure` cookies where better-auth's own have none.
      if (authCookies.sessionToken.attributes.secure === false) cookie.insecureDevelopment ??= true;
      routes = createMfaHandler({ mfa, host, cookie, ...clock, basePath: `${basePathOf(context)}/mfa` });
      begin(context);
    },
    answer: (request, ctx) => present(routes)(request, { ctx, found: undefined }),
    gate: createSignInGate({
      ...{ mfa, cookie, challengePage, page: rememberedPage, store: theStore, passwords, isAssured, userOf },
      firstFactorOf: (path, user) => ownFirstFactor?.(path, user) ?? firstFactorOf(path),
      onError: report,
      prepare: async (user) => migration?.take(user),
    }),
  });

  const outside = hostOutside(auth, host);
  const guards = createAssuranceGuard({
    mfa,
    host: outside,
    cookie,
  } satisfies AssuranceGuardOptions<BetterAuthVisit>);
  return {
    mfa,
    plugin,
    migrateTwoFactor: async () => (await migration?.takeAll()) ?? { imported: 0, failed: [] },
    host: outside,
    guard: (need) => {
      const guard = guards(need);
      return (request) => guard(request, { request, headers: new Headers() });
    },
  };
}

/** Runs the hooks of a host for a request that is not at an endpoint of better-auth. */
function hostOutside(auth: () => Promise<AuthContext>, host: MfaHost<Visit>): MfaHost<BetterAuthVisit> {
  const found = new WeakMap<BetterAuthVisit, Visit['found']>();
  const run = async <T>(outer: BetterAuthVisit, work: (visit: Visit) => Promise<T>): Promise<T> => {
    const context = await auth();
    const endpoint = createAuthEndpoint({ method: 'POST', requireHeaders: true }, async (ctx) => {
      const visit: Visit = { ctx, found: found.get(outer) };
      const result = await work(visit);
      found.set(outer, visit.found);
      // better-auth's hooks read what an endpoint returns.
      return { result };
    });
    const { headers, response } = (await runWithRequestState(new WeakMap(), () =>
      dispatchAuthEndpoint(endpoint, { headers: outer.request.headers, context, returnHeaders: true }),
    )) as { readonly headers?: Headers; readonly response: { readonly result: T } };
    for (const line of headers?.getSetCookie() ?? []) outer.headers.append('set-cookie', line);
    return response.result;
  };
  return {
    currentUser: (outer) => run(outer, (visit) => host.currentUser(visit)),
    raise: (outer, assurance, raising) => run(outer, (visit) => host.raise(visit, assurance, raising)),
    signOut: (outer) => run(outer, (visit) => host.signOut(visit)),
  };
}

function sourceOf({ request, headers, context }: GenericEndpointContext): {
  readonly ip?: string;
  readonly userAgent?: string;
} {
  const ip = getIP(request ?? headers ?? new Headers(), context.options);
  const userAgent = headers?.get('user-agent');
  return { ...(ip && { ip }), ...(userAgent && { userAgent }) };
}

function basePathOf({ baseURL, options }: AuthContext): string {
  const path = baseURL === '' ? (options.basePath ?? '/api/auth') : new URL(baseURL).pathname;
  return path.replace(/\/+$/, '');
}

function defaultUser({ email, role }: BetterAuthUser): User {
  return {
    accountName: email,
    roles: typeof role === 'string' ? role.split(',').map((name) => name.trim()) : [],
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('pass `plugin` to betterAuth before requests arrive');
  return value;
}
