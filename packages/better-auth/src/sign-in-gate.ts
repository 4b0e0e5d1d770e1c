import type { Assurance, FirstFactor, Mfa, RequestSource, SignIn, User } from '@factorkit/core';
import { deviceTokenIn, faultResponse, type MfaCookieOptions, signInCookies } from '@factorkit/http';
import type { GenericEndpointContext } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';
import { deleteSessionCookie, setCookieCache } from 'better-auth/cookies';
import type { BetterAuthUser } from './better-auth-portal.ts';
import type { PasswordNews } from './password-news.ts';
import type { RememberedPage } from './remembered-page.ts';
import { recordOf, type StoredSession } from './session-fields.ts';
import type { SessionStore } from './session-store.ts';

export interface SignInGateOptions {
  readonly mfa: Mfa;
  readonly cookie: MfaCookieOptions;
  readonly challengePage: string;
  readonly page: RememberedPage;
  readonly store: () => SessionStore;
  readonly passwords: PasswordNews;
  isAssured(session: StoredSession): Promise<boolean>;
  userOf(user: BetterAuthUser): User;
  firstFactorOf(path: string, user: BetterAuthUser): FirstFactor;
  onError(error: unknown): void;
  /** Runs before a sign-in begins. */
  prepare(user: BetterAuthUser): Promise<unknown>;
}

/** What a sign-in endpoint returns in place of a session. */
export interface MfaPending {
  readonly mfa:
    | { readonly kind: 'challenge' | 'enrol'; readonly token?: string }
    | { readonly kind: 'denied'; readonly reason: string };
  /** better-auth's client opens the page then. */
  readonly redirect?: true;
  readonly url?: string;
}

/** The context of a hook that runs after an endpoint. */
export type HookContext = GenericEndpointContext & {
  readonly context: { readonly returned?: unknown; readonly responseHeaders?: Headers | undefined };
};

type NewSession = NonNullable<GenericEndpointContext['context']['newSession']>;

/**
 * Runs after every endpoint. A session that better-auth has just created has no assurance, so it cannot be read. It gets
 * one if Factorkit needs nothing more; otherwise it is removed, and the answer leads to the challenge.
 */
export function createSignInGate(options: SignInGateOptions): (ctx: HookContext) => Promise<unknown> {
  const { passwords, isAssured } = options;
  return async (ctx) => {
    const { newSession, session: current } = ctx.context;
    const fresh = newSession as (NewSession & { readonly session: StoredSession }) | null;
    if (fresh === null) return passwords.keepSession(ctx, current?.session as StoredSession | undefined);
    if (await isAssured(fresh.session)) return undefined;
    // It had an assurance, and Factorkit ended it while this request ran.
    if (recordOf(fresh.session) !== undefined) return endSession(options, ctx, fresh);
    const kept = await passwords.assuranceOf(ctx, fresh.user.id);
    if (kept !== undefined) return assure(options, ctx, { fresh, assurance: kept });
    const outcome = await begin(options, ctx, fresh).catch(async (error: unknown) => {
      await removeSession(options, ctx, fresh);
      options.onError(error);
      const response = faultResponse(error);
      throw new APIError(response.status as ConstructorParameters<typeof APIError>[0], await response.json());
    });
    for (const line of signInCookies(outcome, options.cookie)) ctx.responseHeaders.append('set-cookie', line);
    if (outcome.kind === 'complete') return assure(options, ctx, { fresh, assurance: outcome.assurance });
    return refuse(options, ctx, { fresh, outcome });
  };
}

async function begin(
  { mfa, cookie, prepare, userOf, firstFactorOf }: SignInGateOptions,
  ctx: HookContext,
  { session, user }: NewSession,
): Promise<SignIn> {
  const deviceToken = deviceTokenIn(ctx.headers?.get('cookie'), cookie);
  const known: BetterAuthUser = { ...user };
  await prepare(known);
  return mfa.beginSignIn({
    userId: user.id,
    user: userOf(known),
    firstFactor: firstFactorOf(ctx.path, known),
    source: sourceOf(session),
    ...(deviceToken !== undefined && { deviceToken }),
  });
}

function sourceOf(session: {
  readonly ipAddress?: string | null | undefined;
  readonly userAgent?: string | null | undefined;
}): RequestSource {
  const { ipAddress, userAgent } = session;
  return { ...(ipAddress && { ip: ipAddress }), ...(userAgent && { userAgent }) };
}

interface Assuring {
  readonly fresh: NewSession;
  readonly assurance: Assurance;
}

async function assure(
  options: SignInGateOptions,
  ctx: HookContext,
  { fresh, assurance }: Assuring,
): Promise<undefined> {
  const { mfa, store } = options;
  const { user, session } = fresh;
  const securityStamp = await mfa.securityStamp({ userId: user.id });
  const assured = await store().amend(session.token, { assurance, securityStamp });
  if (assured === undefined) return endSession(options, ctx, fresh);
  const cookies = ctx.context.responseHeaders?.getSetCookie() ?? [];
  const forget = cookies.some((line) =>
    line.startsWith(`${ctx.context.authCookies.dontRememberToken.name}=true`),
  );
  await setCookieCache(ctx, { session: assured, user }, forget);
  ctx.context.setNewSession({ session: assured, user });
  return undefined;
}

interface Refusing {
  readonly fresh: NewSession;
  readonly outcome: Exclude<SignIn, { readonly kind: 'complete' }>;
}

async function refuse(
  options: SignInGateOptions,
  ctx: HookContext,
  { fresh, outcome }: Refusing,
): Promise<unknown> {
  const { challengePage, page } = options;
  const { returned } = ctx.context;
  await removeSession(options, ctx, fresh);
  const leadsTo = destinationOf(returned);
  // The endpoint failed after it had created the session: its error is the answer.
  if (leadsTo === 'failed') return undefined;
  if (leadsTo.url !== undefined) await page.keep(ctx, leadsTo.url);
  const isNavigation = leadsTo.kind === 'navigation';
  if (outcome.kind === 'denied') {
    const { reason } = outcome;
    if (isNavigation) throw ctx.redirect(withReason(challengePage, reason));
    throw new APIError('FORBIDDEN', {
      code: 'MFA_DENIED',
      message: 'The policy refuses this sign-in.',
      reason,
    });
  }
  if (isNavigation) throw ctx.redirect(challengePage);
  const inBody = ctx.headers?.get('factorkit-step-up') === 'body';
  const pending: MfaPending = {
    mfa: { kind: outcome.kind, ...(inBody && { token: outcome.token }) },
    ...(!inBody && { redirect: true, url: challengePage }),
  };
  return ctx.json(pending);
}

type Destination = { readonly kind: 'navigation' | 'answer'; readonly url: string | undefined } | 'failed';

/** Whether a browser navigates with this request, and where the sign-in would have led. */
function destinationOf(returned: unknown): Destination {
  if (returned instanceof Response) {
    return { kind: 'navigation', url: returned.headers.get('location') ?? undefined };
  }
  if (isAPIError(returned)) {
    if (returned.statusCode < 300 || returned.statusCode > 399) return 'failed';
    return { kind: 'navigation', url: new Headers(returned.headers).get('location') ?? undefined };
  }
  const { redirect, url } = Object(returned) as { readonly redirect?: unknown; readonly url?: unknown };
  return { kind: 'answer', url: redirect === true && typeof url === 'string' ? url : undefined };
}

function withReason(challengePage: string, reason: string): string {
  return `${challengePage}${challengePage.includes('?') ? '&' : '?'}denied=${encodeURIComponent(reason)}`;
}

async function removeSession(
  { store }: SignInGateOptions,
  ctx: HookContext,
  { session }: NewSession,
): Promise<void> {
  deleteSessionCookie(ctx, true);
  ctx.context.setNewSession(null);
  await store().discard(session.token);
}

async function endSession(options: SignInGateOptions, ctx: HookContext, fresh: NewSession): Promise<never> {
  await removeSession(options, ctx, fresh);
  throw new APIError('UNAUTHORIZED', { message: 'The session has ended.' });
}
