import { matchPath } from '../routes/page-route.ts';
import { deskRoutes } from './desk-routes.ts';
import type { SupportPagesOptions } from './support-options.ts';

/**
 * Creates the pages of the support desk, for staff only: find a user, see the account, open, approve and cancel a recovery,
 * unlock, end trust. The staff sign in on pages of their own, with their own policy; mount these after those.
 *
 * @example
 * ```ts
 * import { createPages, createSupportPages } from '@factorkit/pages';
 *
 * const pages = createPages(staffOptions);
 * const desk = createSupportPages({ pages, path: '/support', portals: () => [portal], action: 'help-a-user' });
 * const response = (await pages(request, context)) ?? (await desk(request, context));
 * ```
 */
export function createSupportPages<Context>(
  options: SupportPagesOptions<Context>,
): (request: Request, context: Context) => Promise<Response | undefined> {
  const { pages, path: base, action, title = 'Find a user' } = options;
  const staffName = (id: string): string => options.staffName?.(id) ?? id;
  const at = (path: string): string => base + path;
  return async (request, context) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(`${base}/`)) return undefined;
    const match = matchPath(deskRoutes, request.method, pathname.slice(base.length));
    if (match === undefined) return undefined;
    return pages.answer(request, context, (visit) => {
      const { caller } = visit;
      if (caller === undefined) return visit.askToSignIn();
      const goTo = (path: string, notice?: string): Promise<Response> =>
        visit.redirect(at(path), notice === undefined ? undefined : { text: notice });
      const { route, params } = match;
      const portals = options.portals();
      return route.answer({ ...visit, ...{ caller, params, portals, action, title, staffName, goTo, at } });
    });
  };
}
