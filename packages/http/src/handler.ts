import { type Clock, type Mfa, MfaError } from '@factorkit/core';
import { type Answer, responseOf } from './answer.ts';
import { readJsonBody } from './body.ts';
import { type ChallengeCookieOptions, challengeTokenIn, clearedChallengeCookie } from './cookie.ts';
import { faultAnswer } from './fault.ts';
import type { MfaHost } from './host.ts';
import { problem } from './problem.ts';
import { matchRoute, type Route } from './route.ts';
import { accountRoutes } from './routes/account.ts';
import { backupCodeRoutes } from './routes/backup-codes.ts';
import { challengeRoutes } from './routes/challenge.ts';
import { factorRoutes } from './routes/factors.ts';
import { reauthenticationRoutes } from './routes/reauthenticate.ts';
import { isSameOrigin } from './same-origin.ts';
import { sessionOf } from './session.ts';

const ROUTES: readonly Route[] = [
  ...challengeRoutes,
  ...accountRoutes,
  ...factorRoutes,
  ...backupCodeRoutes,
  ...reauthenticationRoutes,
];

export interface MfaHandlerOptions<Context> {
  readonly mfa: Mfa;
  readonly host: MfaHost<Context>;
  /** Where the routes begin; `/mfa` where it is not said, and the empty text for the root. */
  readonly basePath?: string;
  readonly cookie?: ChallengeCookieOptions;
  /**
   * Other origins whose pages may send state-changing requests, such as `https://app.example.com`. The portal's own
   * needs no mention, as long as the request's URL is the one the browser sees. CORS headers are the portal's matter.
   */
  readonly allowedOrigins?: readonly string[];
  /** Bytes of a body; 16384 where it is not said. */
  readonly bodyLimitBytes?: number;
  /** For `Retry-After`; `Date.now` where it is not said. */
  readonly clock?: Clock;
}

/** Never rejects: whatever goes wrong is a problem document, and `host.onError` hears of it. */
export type MfaHandler<Context> = (request: Request, context: Context) => Promise<Response>;

/**
 * Every route of Factorkit as one function of a Web `Request`.
 *
 * @throws MfaError `configuration-invalid` where an option cannot work.
 * @example
 * ```ts
 * import { createMfaHandler } from '@factorkit/http';
 *
 * const handle = createMfaHandler({ mfa, host });
 * const response = await handle(request, context);
 * ```
 */
export function createMfaHandler<Context>(options: MfaHandlerOptions<Context>): MfaHandler<Context> {
  const { mfa, host, cookie = {}, bodyLimitBytes = 16_384, clock = Date.now } = options;
  const basePath = checkedBasePath(options.basePath ?? '/mfa');
  const allowedOrigins = new Set((options.allowedOrigins ?? []).map(checkedOrigin));
  if (!Number.isSafeInteger(bodyLimitBytes) || bodyLimitBytes < 1)
    throw misconfigured('bodyLimitBytes: not a number of bytes');
  clearedChallengeCookie(cookie);

  const answer = async (request: Request, context: Context): Promise<Answer> => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith(`${basePath}/`)) return problem('not-found');
    const match = matchRoute(ROUTES, request.method, url.pathname.slice(basePath.length + 1));
    if (match.kind === 'no-route') return problem('not-found');
    if (match.kind === 'wrong-method')
      return problem('method-not-allowed', {}, { allow: match.allow.join(', ') });
    if (url.search !== '') return problem('query-not-allowed');
    const changes = match.route.method !== 'GET';
    if (changes && !isSameOrigin(request, allowedOrigins)) return problem('cross-site');
    const read = changes ? await readJsonBody(request, bodyLimitBytes) : { kind: 'json' as const, value: {} };
    if (read.kind === 'problem') return read.problem;
    const exchange = {
      mfa,
      session: sessionOf(host, context),
      cookieToken: challengeTokenIn(request.headers.get('cookie'), cookie),
      now: clock,
    };
    return match.route.answer({ exchange, json: read.value, id: match.id });
  };

  return async (request, context) => {
    const response = await answer(request, context)
      .then((given) => responseOf(given, cookie))
      .catch((error: unknown) => {
        report(host, context, error);
        return responseOf(faultAnswer(error), cookie);
      });
    return request.method === 'HEAD' ? new Response(null, response) : response;
  };
}

function report<Context>(host: MfaHost<Context>, context: Context, error: unknown): void {
  try {
    host.onError?.(context, error);
  } catch {
    // Whoever reports an error must not turn it into another one: the answer stands.
  }
}

function checkedBasePath(path: string): string {
  const trimmed = path === '/' ? '' : path;
  if (trimmed !== '' && !/^(\/[A-Za-z0-9._~-]+)+$/.test(trimmed))
    throw misconfigured('basePath: not a path such as /mfa');
  return trimmed;
}

function checkedOrigin(origin: string): string {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw misconfigured('allowedOrigins: not an origin such as https://portal.example');
  }
  return origin;
}

function misconfigured(message: string): MfaError {
  return new MfaError('configuration-invalid', message);
}
