import { guidePage, helpPage } from '../views/help.ts';
import { type PageRoute, page } from './page-route.ts';

/** Notices link here for users who cannot sign in. */
const HELP_PATH = '/help';

/** Public: these pages do not depend on the reader. */
export function helpRoutes(): readonly PageRoute[] {
  return [
    page(HELP_PATH, (visit) => visit.show(helpPage)),
    page('/lost-login-details', (visit) => visit.show(guidePage)),
  ];
}
