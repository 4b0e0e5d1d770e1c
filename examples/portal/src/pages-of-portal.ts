import type { Brand, SetUpStyle } from './brands/brand.ts';
import { backupCodeRoutes } from './routes/backup-codes.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { helpRoutes } from './routes/help.ts';
import { homeRoutes } from './routes/home.ts';
import { lostAccessRoutes } from './routes/lost-access.ts';
import { methodSetUpRoutes, newcomerRoutes } from './routes/method-set-up.ts';
import type { PageRoute } from './routes/page-route.ts';
import { passwordRoutes } from './routes/password.ts';
import { paymentAccountRoutes } from './routes/payment-account.ts';
import { profileRoutes } from './routes/profile.ts';
import { setUpRoutes } from './routes/set-up.ts';
import { settingsRoutes } from './routes/settings.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { stopRecoveryRoutes } from './routes/stop-recovery.ts';
import { switchRoutes } from './routes/switches.ts';
import { trustedBrowserRoutes } from './routes/trusted-browsers.ts';
import { supportDesk } from './support/desk.ts';
import { deskRoutes } from './support/desk-routes.ts';

type Routes = (brand: Brand) => readonly PageRoute[];

/** Each portal has its own set-up pages. */
const SET_UP_ROUTES = {
  'key-then-check': [settingsRoutes, setUpRoutes, newcomerRoutes],
  'scan-and-check': [settingsRoutes, setUpRoutes],
  'choose-method': [settingsRoutes, methodSetUpRoutes, newcomerRoutes],
  switches: [switchRoutes, methodSetUpRoutes, newcomerRoutes],
} as const satisfies Record<SetUpStyle['kind'], readonly Routes[]>;

/** Every page and every form of a portal, independent of a framework: Express and Nest mount the same table. */
export function pagesOf(brand: Brand): readonly PageRoute[] {
  const inside = brand === supportDesk ? deskRoutes : homeRoutes;
  const groups: readonly Routes[] = [
    ...[signInRoutes, lostAccessRoutes, stopRecoveryRoutes, helpRoutes],
    ...[inside, backupCodeRoutes, trustedBrowserRoutes],
    ...[profileRoutes, passwordRoutes, paymentAccountRoutes],
    ...SET_UP_ROUTES[brand.setUp.kind],
  ];
  const pages = groups.flatMap((routes) => routes(brand));
  return [...pages, ...confirmRoutes(pages)];
}
