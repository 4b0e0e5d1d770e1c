import type { Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { guidePage, helpPage } from '../pages/help.ts';
import { anybody } from '../session/visit.ts';

/** Where notices point those who cannot sign in. */
export const HELP_PATH = '/help';

/** For anybody: nothing on these pages depends on who reads them. */
export function helpRoutes(router: Router, portal: CustomerPortal): void {
  router.get(
    HELP_PATH,
    anybody(portal, (visit) => visit.show(helpPage)),
  );
  if (!portal.brand.policy.recovery.some(({ via }) => via === 'form')) return;
  router.get(
    '/lost-login-details',
    anybody(portal, (visit) => visit.show(guidePage)),
  );
}
