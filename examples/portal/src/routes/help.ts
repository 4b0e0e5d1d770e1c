import type { Brand } from '../brands/brand.ts';
import { guidePage, helpPage } from '../pages/help.ts';
import { type PageRoute, page } from './page-route.ts';

/** Notices link here for users who cannot sign in. */
export const HELP_PATH = '/help';

/** Public: these pages do not depend on the reader. */
export function helpRoutes({ policy }: Brand): readonly PageRoute[] {
  const help = page(HELP_PATH, (visit) => visit.show(helpPage));
  if (!policy.recovery.some(({ via }) => via === 'form')) return [help];
  return [help, page('/lost-login-details', (visit) => visit.show(guidePage))];
}
