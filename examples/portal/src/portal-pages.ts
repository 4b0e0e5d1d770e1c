import { createPages, type Pages } from '@factorkit/pages';
import type { CustomerPortal } from './customer-portal.ts';
import { ownPages } from './own-pages.ts';
import { frameOf } from './pages/layout.ts';
import { missingPage } from './pages/missing.ts';
import { passwordRoutes } from './routes/password.ts';
import { paymentAccountRoutes } from './routes/payment-account.ts';
import { profileRoutes } from './routes/profile.ts';
import { securityRoute, signInRoutes } from './routes/sign-in.ts';
import { type Context, portalHost } from './session/portal-session.ts';
import { supportDesk } from './support/desk.ts';
import { supportPages } from './support/support-pages.ts';

export interface PortalPages {
  /** The pages about second factors. */
  readonly pages: Pages<Context>;
  /** Those, the portal's own, and a page that says that there is no other. */
  readonly handle: (request: Request, context: Context) => Promise<Response>;
}

/** All pages of one portal: of the package, configured by its brand, and its own. */
export function portalPages(portal: CustomerPortal): PortalPages {
  const { brand, clock, timeZone, key, challengeCookie } = portal;
  const at = (path: string): string => `/${brand.id}${path}`;
  const pages: Pages<Context> = createPages<Context>({
    mfa: portal.mfa,
    host: portalHost(portal, async (request, context) => handle(request, context)),
    ...{ key, clock, timeZone, cookie: challengeCookie, name: brand.name, texts: brand.texts },
    path: at(''),
    settingsPath: brand.settingsPath,
    portal: {
      ...{ home: at('/home'), signIn: at('/sign-in'), password: at('/password') },
      ...(brand.profile && { profile: at('/profile'), editProfile: at('/profile/edit') }),
    },
    support: { address: brand.supportAddress },
    ...brand.pages,
    frame: frameOf(portal),
  });
  const own = ownPages(portal, pages, [
    ...(brand.menu === 'main-menu' ? [securityRoute] : []),
    ...[signInRoutes, passwordRoutes, paymentAccountRoutes(brand), profileRoutes(brand)].flat(),
  ]);
  const desk = brand === supportDesk ? supportPages(portal, pages) : undefined;
  const handle = async (request: Request, context: Context): Promise<Response> =>
    (await pages(request, context)) ??
    (await desk?.(request, context)) ??
    (await own(request, context)) ??
    pages.answer(request, context, (visit) => visit.show(() => missingPage(brand), 404));
  return { pages, handle };
}
