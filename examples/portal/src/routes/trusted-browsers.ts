import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { form, type PageRoute } from './page-route.ts';

/** Ends the trust in one browser, or in all. It requires no proof: it can only make a sign-in harder. */
export function trustedBrowserRoutes(): readonly PageRoute[] {
  return [form('/trusted-browsers/end', signedIn(end))];
}

async function end(visit: SignedInVisit): Promise<void> {
  const { portal, caller } = visit;
  const deviceId = visit.field('deviceId');
  await portal.mfa.revokeTrustedDevices({ caller, ...(deviceId !== '' && { deviceId }) });
  visit.goTo(portal.brand.settingsPath, deviceId === '' ? 'browsersRevoked' : 'browserRevoked');
}
