import { brands } from '../../src/portal-options.ts';
import { demoAgents } from '../../src/support/agents.ts';
import { appFormsOf } from '../../test/app-forms.ts';
import { type App, createApp } from './app.ts';
import { type Browser, createBrowser, type Page } from './browser.ts';

export const base: string = process.env.BASE ?? 'http://localhost:3000';

const PORTALS = {
  helena: 's0',
  ibrahim: 's0',
  alice: 's1',
  bashir: 's1',
  carla: 's2',
  dimitri: 's2',
  greta: 's3',
  hugo: 's3',
  ines: 's4',
  jonas: 's4',
  kemal: 'support',
  leonie: 'support',
  malik: 'support',
} as const;

export type Name = keyof typeof PORTALS;

/** As the front page shows it. */
export function passwordOf(name: Name): string {
  const people = [...brands.flatMap((brand) => brand.people), ...demoAgents];
  return people.find(({ userName }) => userName === name)?.password ?? '';
}

/** At one place after another: whose browser, and what it shows. */
export interface Walk {
  readonly browser: Browser;
  readonly page: Page;
}

/** The password, and where that leads. */
export async function givePassword(name: Name, browser: Browser = createBrowser(base)): Promise<Walk> {
  const start = await browser.open(`/${PORTALS[name]}/sign-in`);
  const login = { userName: name, password: passwordOf(name) };
  return { browser, page: await browser.submit(start, '/sign-in', login) };
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

export interface Begun extends Walk {
  readonly app: App;
}

/** As far as the secret, in a browser in which the password was given. */
export async function beginApp(name: Name, browser: Browser): Promise<Begun> {
  const { from, begin = from, check } = appFormsOf(PORTALS[name]);
  const fields = { label: 'Phone', password: passwordOf(name) };
  const shown = await browser.submit(await browser.open(from), begin, fields);
  const secret = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(shown.text)?.[0];
  if (secret === undefined) throw new Error(`no secret on ${shown.path}: ${shown.text.slice(0, 200)}`);
  const asks = shown.forms.some((form) => form.asks.includes('code'));
  const page = asks || check === undefined ? shown : await browser.open(check);
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
