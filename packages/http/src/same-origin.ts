/**
 * Whether a state-changing request may have come from one of the portal's own pages, or from no page at all.
 *
 * A browser says where a request comes from, and no page can make it say otherwise (Fetch Metadata; the Origin header
 * of the Fetch standard). A client that says nothing is no browser of today: it carries no cookie it was not given.
 */
export function isSameOrigin(request: Request, allowedOrigins: ReadonlySet<string>): boolean {
  const origin = request.headers.get('origin');
  if (origin !== null && allowedOrigins.has(origin)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return true;
  if (site !== null && site !== 'none') return false;
  return origin === null || origin === new URL(request.url).origin;
}
