import { type App, createApp } from './app.ts';
import { type Browser, createBrowser, type Page } from './browser.ts';

export const base: string = process.env.BASE ?? 'http://localhost:3000';

/** The demo users, their portals and passwords, as the front page shows them. */
const PEOPLE = {
  helena: { portal: 's0', password: 'paper kite 52 west' },
  ibrahim: { portal: 's0', password: 'old oak bench 6' },
  alice: { portal: 's1', password: 'quiet harbour 41' },
  bashir: { portal: 's1', password: 'copper lantern 87' },
  carla: { portal: 's2', password: 'seven tall pines 3' },
  greta: { portal: 's3', password: 'winter apples 28' },
  hugo: { portal: 's3', password: 'small blue boat 7' },
  ines: { portal: 's4', password: 'glass river 64' },
  jonas: { portal: 's4', password: 'nine silver keys' },
  kemal: { portal: 'support', password: 'twelve paper boats' },
  leonie: { portal: 'support', password: 'yellow garden door 5' },
  malik: { portal: 'support', password: 'slow train north 19' },
} as const;

export type Name = keyof typeof PEOPLE;

export function passwordOf(name: Name): string {
  return PEOPLE[name].password;
}

/** At one place after another: whose browser, and what it shows. */
export interface Walk {
  readonly browser: Browser;
  readonly page: Page;
}

/** The password, and where that leads. */
export async function givePassword(name: Name, browser: Browser = createBrowser(base)): Promise<Walk> {
  const { portal, password } = PEOPLE[name];
  const start = await browser.open(`/${portal}/sign-in`);
  return { browser, page: await browser.submit(start, '/sign-in', { userName: name, password }) };
}

export async function signIn(name: Name, app: App): Promise<Walk> {
  const { browser, page } = await givePassword(name);
  return { browser, page: await giveCode(browser, page, await app.code()) };
}

export async function giveCode(browser: Browser, page: Page, code: string): Promise<Page> {
  const form = page.forms.find(({ asks }) => asks.includes('code'));
  if (form === undefined)
    throw new Error(`nothing asks for a code on ${page.path}: ${page.text.slice(0, 200)}`);
  return browser.submit(page, form.action.split('?')[0] ?? '', { code });
}

const SET_UP = {
  s0: { page: '/s0/sign-in/enrol/add/totp', form: '/add/totp' },
  s1: { page: '/s1/account/security/multi-factor', form: '/set-up' },
  s2: { page: '/s2/settings', form: '/set-up' },
  s3: { page: '/s3/security-and-login/add/totp', form: '/add/totp' },
  s4: { page: '/s4/security-and-access/activate/totp', form: '/activate/totp' },
  support: { page: '/support/sign-in/enrol/add/totp', form: '/add/totp' },
} as const;

export interface Begun extends Walk {
  readonly app: App;
}

/** As far as the secret, in a browser in which the password was given. */
export async function beginApp(name: Name, browser: Browser): Promise<Begun> {
  const { portal, password } = PEOPLE[name];
  const place = SET_UP[portal];
  const shown = await browser.submit(await browser.open(place.page), place.form, {
    label: 'Phone',
    password,
  });
  const secret = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(shown.text)?.[0];
  if (secret === undefined) throw new Error(`no secret on ${shown.path}: ${shown.text.slice(0, 200)}`);
  const asks = shown.forms.some((form) => form.asks.includes('code'));
  const page = asks ? shown : await browser.open(`${place.page}/set-up/check`);
  return { browser, page, app: createApp(secret.replaceAll(' ', '')) };
}

export interface Owner extends Walk {
  readonly app: App;
  readonly backupCodes: readonly string[];
}

/** Signs in for the first time and sets up an app. */
export async function setUpApp(name: Name): Promise<Owner> {
  const { browser, page, app } = await beginApp(name, (await givePassword(name)).browser);
  const done = await giveCode(browser, page, await app.code());
  const backupCodes = done.text.match(/\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/g) ?? [];
  const agree = done.forms.some(({ action }) => action.endsWith('/agree'));
  return { browser, app, backupCodes, page: agree ? await browser.submit(done, '/agree') : done };
}

/** All that was sent so far, the newest first. */
export async function mailbox(): Promise<string> {
  return (await createBrowser(base).open('/mailbox')).text;
}

/** The newest code that was sent to anybody. */
export async function sentCode(): Promise<string> {
  return /\b(\d{6}) is your code/.exec(await mailbox())?.[1] ?? '';
}
