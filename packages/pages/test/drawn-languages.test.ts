import { type Answer, authenticatorFromUri, type Browser } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { english, type Language } from '../src/index.ts';
import { german } from '../src/languages/de/index.ts';
import { pseudo } from '../src/languages/pseudo.ts';
import { translated, wordsIn, wordsOnlyEnglish } from './every-language.ts';
import { fetchPortal } from './fetch-portal.ts';

const BASE = '/account/mfa';

/** What a page says: its text, and the attributes that are read out. Codes and keys are not words. */
function saidBy({ text }: Answer): string {
  const body = text.replace(/<(script|code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, ' ');
  const spoken = [...text.matchAll(/(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(
    ([, said]) => said,
  );
  return [body.replace(/<[^>]*>/g, ' '), ...spoken].join(' ').replace(/&\w+;|&#39;/g, '’');
}

const keyIn = ({ text }: Answer): string =>
  (/<code class="key">([^<]+)/.exec(text)?.[1] ?? '').replaceAll(' ', '');

/** Walks through every page that a user of an authenticator app can reach, in each layout. */
async function walk(language: Language): Promise<readonly Answer[]> {
  const seen: Answer[] = [];
  for (const layout of ['single-app', 'list', 'switches'] as const) {
    for (const setUp of layout === 'single-app'
      ? (['scan-and-check', 'key-then-check'] as const)
      : [undefined]) {
      const { visitor, clock } = fetchPortal({ language, layout, ...(setUp && { setUp }) });
      const note = (page: Answer): Answer => {
        if (page.text.startsWith('<!doctype')) seen.push(page);
        return page;
      };
      const look = async (browser: Browser, path: string): Promise<Answer> =>
        note(await browser.get(BASE + path));
      const send = async (browser: Browser, form: string, fields: Record<string, string>, to: string) =>
        note(await browser.submit(BASE + form, fields, BASE + to));
      const browser = visitor();
      const signIn = (who: Browser): Promise<Answer> => who.submit('/sign-in', { password: 'right' });
      await signIn(browser);
      for (const path of [
        '/settings',
        '/help',
        '/recovery/stop',
        '/settings/add/totp',
        '/settings/activate/totp',
      ])
        await look(browser, path);
      await send(browser, '/recovery/stop', { link: 'no link' }, '/recovery/stop');
      await send(browser, '/settings', { _csrf: 'stale' }, '/sign-out');
      if (layout !== 'single-app') continue;
      await send(browser, '/settings', {}, '/settings/set-up');
      const shown = await look(browser, '/settings/set-up');
      await look(browser, '/settings/set-up/check');
      const app = authenticatorFromUri(`otpauth://totp/Example:alice?secret=${keyIn(shown)}&issuer=Example`);
      const check = '/settings/set-up/check';
      const form = setUp === 'key-then-check' ? check : '/settings/set-up';
      await send(browser, form, { code: '12' }, check);
      await send(browser, form, { code: '000000' }, check);
      await send(browser, form, { code: app.code(clock.now()) }, check);
      await send(browser, '/settings', {}, '/settings/backup-codes/agree');
      await look(browser, '/settings/set-up/active');
      await signIn(browser);
      await look(browser, '/sign-in/code');
      for (const code of ['12', '000000', '000001', '000002', '000003', '000004', '000005'])
        await send(browser, '/sign-in/code', { code }, '/sign-in/code');
      await look(browser, '/sign-in/backup-code');
      await send(browser, '/sign-in/backup-code', { backupCode: 'AAAA' }, '/sign-in/backup-code');
      await look(browser, '/sign-in/lost');
      clock.advance(3_600_000);
      await signIn(browser);
      await send(browser, '/sign-in/code', { code: app.code(clock.now()) }, '/sign-in/code');
      const settings = await look(browser, '/settings');
      const id = /apps\/([^/"]+)\/rename/.exec(settings.text)?.[1] ?? '';
      for (const path of [
        `/settings/apps/${id}/rename`,
        `/settings/apps/${id}/remove`,
        '/settings/apps/add',
        '/settings/disable',
        '/settings/backup-codes',
      ])
        await look(browser, path);
      clock.advance(3_600_000);
      const confirming = await browser.submit(`${BASE}/settings/disable`, {}, `${BASE}/settings/disable`);
      const to = confirming.headers.get('location');
      if (to !== null) seen.push(await browser.get(to));
    }
  }
  return seen;
}

test('FP14 a German page has no word of the English texts', async () => {
  const seen = await walk(german);
  expect(seen.length).toBeGreaterThan(40);
  const foreign = new Set(wordsOnlyEnglish(german));
  // The portal’s name.
  foreign.delete('example');
  expect(foreign.size).toBeGreaterThan(300);
  const found = seen.flatMap((page) => wordsIn(saidBy(page)).filter((word) => foreign.has(word)));
  expect([...new Set(found)]).toEqual([]);
  expect(wordsIn(saidBy({ ...(seen[0] as Answer), text: '<a aria-label="Remove it">Name</a>' }))).toEqual([
    'name',
    'remove',
    'it',
  ]);
});

test('FP14 every word of a page in the pseudo-language is from its catalogue', async () => {
  const seen = await walk(pseudo);
  expect(seen.length).toBeGreaterThan(40);
  // The portal's names, those of apps, and what the user typed.
  const names = wordsIn(
    'Example Portal support portal.example alice TOTP UTC Google Microsoft Authenticator',
  );
  const plain = seen.flatMap(
    (page) =>
      saidBy(page)
        .toLowerCase()
        .match(/[a-z]{2,}/g) ?? [],
  );
  expect([...new Set(plain)].filter((word) => !names.includes(word))).toEqual([]);
  for (const { text } of seen) expect(text).toContain('<html lang="ar-XB" dir="rtl">');
});

test.each(translated)('languages: the pages are drawn in %s', async (_path, language) => {
  const { visitor } = fetchPortal({ language, locale: undefined } as object);
  const page = await visitor().get(`${BASE}/help`);
  expect(page.text).toContain(`<html lang="${language.locale}" dir="${language.dir}">`);
  expect(page.text).toContain(`<h1>${language.pages.recovery.help.title}</h1>`);
});

test('languages: a function chooses the language of a request, and the texts of the portal are for each', async () => {
  const { visitor, errors } = fetchPortal({
    language: (request) => {
      const asked = request.headers.get('cookie') ?? '';
      if (asked.includes('lang=none')) throw new Error('no such language');
      return asked.includes('lang=de') ? german : english;
    },
    texts: ({ locale }) => (locale === 'de' ? { recovery: { help: { title: 'FAQ' } } } : undefined),
  });
  const browser = visitor();
  expect((await browser.get(`${BASE}/help`)).text).toContain('<html lang="en-GB" dir="ltr">');
  browser.setCookie('lang', 'de');
  expect((await browser.get(`${BASE}/help`)).text).toContain('<h1>FAQ</h1>');
  browser.setCookie('lang', 'none');
  const broken = await browser.get(`${BASE}/help`);
  expect(broken.status).toBe(500);
  expect(errors).toHaveLength(1);
});
