import type { Request, RequestHandler } from 'express';
import { sessionOf } from './stored-session.ts';

/** The lifetime of a challenge. */
const KEPT_MS = 10 * 60_000;

interface KeptRequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly at: number;
}

/** @inline */
export type RepeatOptions = {
  /** Where the browser goes if no request waits, for example `/`. */
  readonly otherwise: string;
  /** @defaultValue `Date.now` */
  readonly clock?: () => number;
};

/**
 * Keeps a refused request in the session, with its body as the body parser left it, until {@link repeatRequest} repeats
 * it. Call it in `refuse`, before you redirect to the page that asks for the code. Not for forms with a password: the
 * session store would keep it.
 *
 * @example
 * ```ts
 * import { keepRequest } from '@factorkit/express/session';
 *
 * const requireMfa = createRequireMfa({
 *   ...{ mfa, host },
 *   refuse(req, res) {
 *     keepRequest(req);
 *     res.redirect(303, '/confirm');
 *   },
 * });
 * ```
 */
export function keepRequest(req: Request, clock: () => number = Date.now): void {
  const session = sessionOf(req);
  if (session === undefined) return;
  const { method, originalUrl: url, body } = req;
  const kept: KeptRequest = { method, url, body, at: clock() };
  session.factorkitKept = kept;
}

/**
 * The page to which the browser goes after the code: it repeats the kept request, through all middleware and guards of
 * the application. Once, within ten minutes, in the same sign-in, and not from another site.
 *
 * @example
 * ```ts
 * import { repeatRequest } from '@factorkit/express/session';
 *
 * app.get('/continue', repeatRequest({ otherwise: '/' }));
 * ```
 */
export function repeatRequest({ otherwise, clock = Date.now }: RepeatOptions): RequestHandler {
  return (req, res, next) => {
    const session = sessionOf(req);
    const kept = session?.factorkitKept as KeptRequest | undefined;
    const site = req.get('sec-fetch-site');
    const isForeign = site === 'cross-site' || site === 'same-site';
    if (session === undefined || kept === undefined || isForeign) return res.redirect(303, otherwise);
    delete session.factorkitKept;
    const age = clock() - kept.at;
    if (!(age >= 0 && age <= KEPT_MS)) return res.redirect(303, otherwise);
    if (kept.method === 'GET') return res.redirect(303, kept.url);
    // Express 4 parses the query only if there is none yet.
    Reflect.deleteProperty(req, 'query');
    const { method, url, body } = kept;
    Object.assign(req, { method, url, originalUrl: url, baseUrl: '', body });
    req.app(req, res, next);
  };
}
