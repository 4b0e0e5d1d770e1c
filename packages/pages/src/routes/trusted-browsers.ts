import { type SignedInVisit, signedIn } from '../visit/visit.ts';
import { form, type PageRoute } from './page-route.ts';

/** Ends the trust in one browser, or in all. It requires no proof: it can only make a sign-in harder. */
export function trustedBrowserRoutes(): readonly PageRoute[] {
  return [form('/trusted-browsers/end', signedIn(end))];
}

async function end(visit: SignedInVisit): Promise<Response> {
  const { caller } = visit;
  const deviceId = visit.field('deviceId');
  await visit.mfa.revokeTrustedDevices({
    caller,
    ...(deviceId === '' ? { all: true as const } : { deviceId }),
  });
  return visit.goTo(visit.site.settings, deviceId === '' ? 'browsersRevoked' : 'browserRevoked');
}
