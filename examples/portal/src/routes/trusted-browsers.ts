import type { Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';

/** Ends the trust in one browser, or in all. It needs no proof: it can only make a sign-in harder. */
export function trustedBrowserRoutes(router: Router, portal: CustomerPortal): void {
  router.post('/trusted-browsers/end', signedIn(portal, end));
}

async function end(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const deviceId = visit.field('deviceId');
  await portal.mfa.revokeTrustedDevices({ caller, ...(deviceId !== '' && { deviceId }) });
  visit.goTo(portal.brand.settingsPath, deviceId === '' ? 'browsersRevoked' : 'browserRevoked');
}
