import type { Site } from '../settings/site.ts';
import { backupCodeRoutes } from './backup-codes.ts';
import { confirmRoutes } from './confirm.ts';
import { helpRoutes } from './help.ts';
import { lostAccessRoutes } from './lost-access.ts';
import { methodSetUpRoutes, newcomerRoutes } from './method-set-up.ts';
import type { PageRoute } from './page-route.ts';
import { setUpRoutes } from './set-up.ts';
import { settingsRoutes } from './settings.ts';
import { signInRoutes } from './sign-in.ts';
import { stopRecoveryRoutes } from './stop-recovery.ts';
import { switchRoutes } from './switches.ts';
import { trustedBrowserRoutes } from './trusted-browsers.ts';

type Routes = (site: Site) => readonly PageRoute[];

/** Each layout has its own settings and set-up. */
const LAYOUTS = {
  list: [settingsRoutes, methodSetUpRoutes],
  switches: [switchRoutes, methodSetUpRoutes],
  'single-app': [settingsRoutes, setUpRoutes],
} as const satisfies Record<Site['layout'], readonly Routes[]>;

/** Every page and every form. */
export function pagesOf(site: Site): readonly PageRoute[] {
  const groups: readonly Routes[] = [
    ...[signInRoutes, newcomerRoutes, lostAccessRoutes, stopRecoveryRoutes, helpRoutes],
    ...[backupCodeRoutes, trustedBrowserRoutes, confirmRoutes],
    ...LAYOUTS[site.layout],
  ];
  return groups.flatMap((routes) => routes(site));
}
