import { authenticatorFromUri } from '@factorkit/testkit';
import type { Browser } from './browser.ts';
import type { TestPortal } from './portal.ts';

/** Signs in and sets up one app of portal S1. The browser stays signed in. */
export async function enableS1(portal: TestPortal, browser: Browser): Promise<void> {
  await browser.logIn('anna');
  const begun = await browser.mfa('factors', { body: { method: 'totp', label: 'Phone' } });
  const response = authenticatorFromUri(begun.at('enrolment.setup.uri')).code(portal.clock.now());
  const path = `factors/${begun.at('enrolment.factorId')}/confirm`;
  const active = await browser.mfa(path, { body: { response } });
  if (active.status !== 200) throw new Error(`not confirmed: ${active.text}`);
}
