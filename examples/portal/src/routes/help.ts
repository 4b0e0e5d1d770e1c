import type { Brand } from '../brands/brand.ts';
import { guidePage, helpPage } from '../pages/help.ts';
import { type PageRoute, page } from './page-route.ts';

/** Where notices point those who cannot sign in. */
export const HELP_PATH = '/help';

/** For anybody: nothing on these pages depends on who reads them. */
export function helpRoutes({ policy }: Brand): readonly PageRoute[] {
  const help = page(HELP_PATH, (visit) => visit.show(helpPage));
  if (!policy.recovery.some(({ via }) => via === 'form')) return [help];
  return [help, page('/lost-login-details', (visit) => visit.show(guidePage))];
}
