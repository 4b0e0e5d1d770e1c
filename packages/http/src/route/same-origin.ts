import { MfaError } from '@factorkit/core';

/**
 * Whether a state-changing request may have come from a page of the portal, or from a client that is not a browser.
 *
 * A browser sends where a request comes from, and no page can change that (Fetch Metadata; the Origin header of the
 * Fetch standard). A client that sends neither is not a current browser: it has no cookies that it was not given.
 */
export function isSameOrigin(request: Request, allowedOrigins: ReadonlySet<string>): boolean {
  const origin = request.headers.get('origin');
  if (origin !== null && allowedOrigins.has(origin)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return true;
  if (site !== null && site !== 'none') return false;
  return origin === null || origin === new URL(request.url).origin;
}

/** For the operator, who must know which origins did not match. */
export function crossSiteError(request: Request): MfaError {
  const origin = request.headers.get('origin') ?? '';
  const page = URL.canParse(origin) ? new URL(origin).origin : 'another site';
  return new MfaError(
    'cross-site',
    `a change was refused: the page is on ${page}, the request is on ${new URL(request.url).origin}. ` +
      'If both are the portal, pass requests with the URL that the browser sees, or name the page in allowedOrigins.',
  );
}
