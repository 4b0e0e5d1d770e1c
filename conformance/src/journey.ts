import type { Answer } from '@factorkit/testkit';
import { authenticatorFromUri } from '@factorkit/testkit';
import { type Browser, listAt } from './browser.ts';
import type { TestPortal } from './test-portal.ts';

/** An authenticator app that was enrolled over HTTP. */
export interface Phone {
  readonly factorId: string;
  readonly secret: string;
  code(): string;
}

/** Starts the enrolment of an authenticator app, up to its code. */
export async function beginSetUp(portal: TestPortal, browser: Browser, body: object = {}): Promise<Phone> {
  const begun = await browser.mfa('factors', { body: { method: 'totp', ...body } });
  if (begun.status !== 201) throw new Error(`set-up refused: ${begun.text}`);
  return phoneOf(portal, begun);
}

export function phoneOf(portal: TestPortal, begun: Answer): Phone {
  const app = authenticatorFromUri(begun.at('enrolment.setup.uri'));
  return {
    factorId: begun.at('enrolment.factorId'),
    secret: begun.at('enrolment.setup.secret'),
    code: () => app.code(portal.clock.now()),
  };
}

export function confirm(browser: Browser, phone: Phone, response: unknown = phone.code()): Promise<Answer> {
  return browser.mfa(`factors/${phone.factorId}/confirm`, { body: { response } });
}

export function enterCode(browser: Browser, phone: Phone, response: unknown = phone.code()): Promise<Answer> {
  return browser.mfa('challenge/verify', { body: { factorId: phone.factorId, response } });
}

/** Signs in, enrols one app of portal S2 and acknowledges its backup codes. This signs the browser out. */
export async function enableS2(
  portal: TestPortal,
  browser: Browser,
): Promise<{ readonly phone: Phone; readonly codes: readonly string[] }> {
  await browser.logIn('anna');
  const phone = await beginSetUp(portal, browser);
  const proven = await confirm(browser, phone);
  const codes = listAt(proven, 'backupCodes');
  const done = await browser.mfa('backup-codes/acknowledge', { body: { factorId: phone.factorId } });
  if (done.status !== 200) throw new Error(`not acknowledged: ${done.text}`);
  // The next code must be another one: the step just used is used up.
  portal.clock.advance(60_000);
  return { phone, codes };
}

/** Signs in and enrols one app of portal S1. The browser stays signed in. */
export async function enableS1(portal: TestPortal, browser: Browser): Promise<Phone> {
  await browser.logIn('anna');
  const phone = await beginSetUp(portal, browser, { label: 'Phone' });
  const active = await confirm(browser, phone);
  if (active.status !== 200) throw new Error(`not confirmed: ${active.text}`);
  portal.clock.advance(60_000);
  return phone;
}
