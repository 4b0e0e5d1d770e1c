import type { Page } from './browser.ts';
import { linksIn } from './page-text.ts';
import { giveCode, type Owner } from './people.ts';

export type Fields = Readonly<Record<string, string>>;

/** `s0/ibrahim` as the desk names him. */
function placeOf(user: string): string {
  const [portal = ''] = user.split('/');
  return `/support/users/${portal}/${user.replace('/', ':')}`;
}

/** What an agent does by the pages, with every box ticked, and with a code where one is asked for. */
export async function deskAction(
  { browser, app }: Owner,
  user: string,
  kind: string,
  about: string,
  changed: Fields = {},
): Promise<Page> {
  const page = await browser.open(`${placeOf(user)}/${kind}/${about}`);
  const form = page.forms.find(({ action }) => action.endsWith('/actions'));
  if (form === undefined) return page;
  const ticked = form.asks.filter((name) => name.startsWith('check:')).map((name) => [name, 'yes']);
  const fields = { ...Object.fromEntries(ticked), note: 'As agreed', ...changed };
  const done = await browser.submit(page, '/actions', fields);
  return done.path.startsWith('/support/confirm') ? giveCode(browser, done, await app.code()) : done;
}

/** The id of the recovery in progress. */
export async function recoveryOf(user: string, agent: Owner): Promise<string> {
  const { body } = await agent.browser.open(placeOf(user));
  const link = linksIn(body).find((one) => /\/(approve|call-off)\//.test(one)) ?? '';
  return /\/(?:approve|call-off)\/(.+)$/.exec(link)?.[1] ?? '';
}

export const codeOn = ({ text }: Page): string => /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(text)?.[0] ?? '';
