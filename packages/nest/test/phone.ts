import type { Answer } from '@factorkit/testkit';
import { authenticatorFromUri, type FakeClock } from '@factorkit/testkit';
import type { Browser } from './browser.ts';

/** A phone that was set up over HTTP. */
export interface Phone {
  readonly factorId: string;
  code(): string;
}

export interface Journey {
  readonly clock: FakeClock;
  /** Where the routes are. */
  readonly mfaPath?: string;
}

/** Signs in and sets up an authenticator app. The browser stays signed in, and the next code is another one. */
export async function enable(
  { clock, mfaPath = '/mfa' }: Journey,
  browser: Browser,
  name = 'anna',
): Promise<Phone> {
  await logIn(browser, name);
  const begun = await browser.open(`${mfaPath}/factors`, { body: { method: 'totp', label: 'Phone' } });
  if (begun.status !== 201) throw new Error(`set-up refused: ${begun.text}`);
  const app = authenticatorFromUri(begun.at('enrolment.setup.uri'));
  const phone = { factorId: begun.at('enrolment.factorId'), code: () => app.code(clock.now()) };
  const body = { response: phone.code() };
  const active = await browser.open(`${mfaPath}/factors/${phone.factorId}/confirm`, { body });
  if (active.status !== 200) throw new Error(`not confirmed: ${active.text}`);
  clock.advance(60_000);
  return phone;
}

export function logIn(browser: Browser, name: string, password = `password of ${name}`): Promise<Answer> {
  return browser.open('/login', { body: { username: name, password } });
}

export function enterCode(
  browser: Browser,
  { factorId, code }: Phone,
  { mfaPath = '/mfa', response = code() }: { readonly mfaPath?: string; readonly response?: string } = {},
): Promise<Answer> {
  return browser.open(`${mfaPath}/challenge/verify`, { body: { factorId, response } });
}
