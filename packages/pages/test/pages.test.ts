import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { presetS2 } from '@factorkit/core/policy';
import { type NodeContext, nodeListener } from '@factorkit/http/node';
import { type Answer, authenticatorFromUri, type Browser, createBrowser } from '@factorkit/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { type Pages, postForm } from '../src/index.ts';
import { type FetchPortal, fetchPortal } from './fetch-portal.ts';

const BASE = '/account/mfa';
const PAGES_COOKIE = '__Host-factorkit-pages';

async function signIn(browser: Browser, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const body = new URLSearchParams({ password: 'right', ...fields });
  return browser.submit('/sign-in', Object.fromEntries(body));
}

/** Begins the set-up of an app; gives the page with the QR code. */
async function beginSetUp(browser: Browser): Promise<Answer> {
  await signIn(browser);
  const begun = await browser.submit(`${BASE}/settings`, {}, `${BASE}/settings/set-up`);
  return browser.get(begun.headers.get('location') ?? '');
}

const keyIn = ({ text }: Answer): string =>
  (/<code class="key">([^<]+)/.exec(text)?.[1] ?? '').replaceAll(' ', '');
const codeFor = (secret: string, at: number): string =>
  authenticatorFromUri(`otpauth://totp/Example:alice?secret=${secret}&issuer=Example`).code(at);

test('S2.5 S2.9 sign-in, set-up, codes, challenge and a backup code on Web standards alone', async () => {
  const { visitor, clock } = fetchPortal();
  const browser = visitor();
  const shown = await beginSetUp(browser);
  const code = codeFor(keyIn(shown), clock.now());
  const codes = await browser.submit(`${BASE}/settings/set-up`, { code }, `${BASE}/settings/set-up/check`);
  const [first = ''] = /<pre[^>]*>([^<]+)/.exec(codes.text)?.[1]?.trim().split('\n') ?? [];
  const agreed = await browser.submit(`${BASE}/settings`, {}, `${BASE}/settings/backup-codes/agree`);
  expect(agreed.headers.get('location')).toBe('/sign-in');
  const challenged = await signIn(browser, { returnTo: '/account/orders' });
  expect(challenged.headers.get('location')).toBe(`${BASE}/sign-in/code`);
  clock.advance(30_000);
  const signedIn = await browser.submit(`${BASE}/sign-in/code`, { code: codeFor(keyIn(shown), clock.now()) });
  expect(signedIn.headers.get('location')).toBe('/account/orders');
  const other = visitor();
  await signIn(other);
  const byCode = await other.submit(`${BASE}/sign-in/backup-code`, { backupCode: first });
  expect(byCode.headers.get('location')).toBe('/account');
});

test('FP11 the set-up shows the same secret when its page is loaded again, and never after the code', async () => {
  const { visitor, clock } = fetchPortal();
  const browser = visitor();
  const shown = await beginSetUp(browser);
  const again = await browser.get(`${BASE}/settings/set-up`);
  expect(keyIn(again)).toMatch(/^[A-Z2-7]{32}$/);
  expect(keyIn(again)).toBe(keyIn(shown));
  const svg = /<svg.*<\/svg>/s;
  expect(svg.exec(again.text)?.[0]).toBe(svg.exec(shown.text)?.[0]);
  const code = codeFor(keyIn(shown), clock.now());
  await browser.submit(`${BASE}/settings/set-up`, { code }, `${BASE}/settings/set-up/check`);
  await browser.submit(`${BASE}/settings`, {}, `${BASE}/settings/backup-codes/agree`);
  await signIn(browser);
  clock.advance(30_000);
  await browser.submit(`${BASE}/sign-in/code`, { code: codeFor(keyIn(shown), clock.now()) });
  const after = await browser.get(`${BASE}/settings/set-up`);
  expect(after.headers.get('location')).toBe(`${BASE}/settings`);
});

test('FP11 new codes that are loaded again are the same list, and valid', async () => {
  const { visitor, clock } = fetchPortal();
  const browser = visitor();
  const shown = await beginSetUp(browser);
  const enter = async (): Promise<void> => {
    clock.advance(30_000);
    await signIn(browser);
    await browser.submit(`${BASE}/sign-in/code`, { code: codeFor(keyIn(shown), clock.now()) });
  };
  const code = codeFor(keyIn(shown), clock.now());
  await browser.submit(`${BASE}/settings/set-up`, { code }, `${BASE}/settings/set-up/check`);
  await browser.submit(`${BASE}/settings`, {}, `${BASE}/settings/backup-codes/agree`);
  await enter();
  const page = await browser.get(`${BASE}/settings/backup-codes`);
  const listIn = ({ text }: Answer): string => /<pre[^>]*>([^<]+)/.exec(text)?.[1] ?? '';
  const first = await browser.submit(page, {});
  const again = await browser.submit(page, {});
  expect(listIn(first)).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}\n/);
  expect(listIn(again)).toBe(listIn(first));
  // Another form is another list.
  const other = await browser.submit(`${BASE}/settings/backup-codes`, {});
  expect(listIn(other)).not.toBe(listIn(first));
  // The form of before, sent once more, brings the old codes back to nobody.
  const old = await browser.submit(page, {});
  expect(listIn(old)).not.toBe(listIn(first));
  await browser.submit(`${BASE}/settings`, {}, `${BASE}/settings/backup-codes/agree`);
  // S0.19: after that they are not shown again.
  expect((await browser.submit(page, {})).headers.get('location')).toBe(`${BASE}/settings`);
  const attacker = visitor();
  await signIn(attacker);
  const [kept = ''] = listIn(old).trim().split('\n');
  const [lost = ''] = listIn(first).trim().split('\n');
  const refused = await attacker.submit(`${BASE}/sign-in/backup-code`, { backupCode: lost });
  expect(refused.headers.get('location')).toBe(`${BASE}/sign-in/backup-code`);
  const opened = await attacker.submit(`${BASE}/sign-in/backup-code`, { backupCode: kept });
  expect(opened.headers.get('location')).toBe('/account');
});

test('FP12 a form that was not carried out leads to its page, which says why once', async () => {
  const { visitor } = fetchPortal();
  const browser = visitor();
  await beginSetUp(browser);
  const wrong = await browser.submit(
    `${BASE}/settings/set-up`,
    { code: '000000' },
    `${BASE}/settings/set-up/check`,
  );
  expect([wrong.status, wrong.headers.get('location')]).toEqual([303, `${BASE}/settings/set-up`]);
  const told = await browser.get(`${BASE}/settings/set-up`);
  expect(told.status).toBe(422);
  expect(told.text).toContain('role="alert"');
  expect(told.text).toContain('<title>Error: ');
  const again = await browser.get(`${BASE}/settings/set-up`);
  expect(again.status).toBe(200);
  expect(again.text).not.toContain('role="alert"');
  expect(keyIn(again)).toBe(keyIn(told));
});

test('the state between two pages is sealed, of this browser, and holds no secret', async () => {
  const { visitor } = fetchPortal();
  const browser = visitor();
  const shown = await beginSetUp(browser);
  const sealed = browser.cookies().get(PAGES_COOKIE) ?? '';
  expect(sealed).toMatch(/^pages\.[A-Za-z0-9_-]{40,}$/);
  for (const text of ['settingUp', keyIn(shown)]) {
    expect(sealed).not.toContain(text);
    expect(Buffer.from(sealed.slice(6), 'base64url').toString('latin1')).not.toContain(text);
  }
  // One that was altered counts as none, and nothing fails.
  browser.setCookie(PAGES_COOKIE, `${sealed.slice(0, -2)}AA`);
  const ended = await browser.get(`${BASE}/settings/set-up`);
  expect(ended.headers.get('location')).toBe(`${BASE}/settings`);
  browser.setCookie(PAGES_COOKIE, sealed);
  expect(keyIn(await browser.get(`${BASE}/settings/set-up`))).toBe(keyIn(shown));
});

/** A portal with a page of its own, whose form requires a password of the last five minutes. */
function portalWithPayment(): FetchPortal & { readonly paid: string[] } {
  const paid: string[] = [];
  const requirement = { of: ['password'], maxAge: '5m' } as const;
  const portal = fetchPortal({}, presetS2, (pages, mfa) => (request, visit) => {
    if (new URL(request.url).pathname !== '/account/pay') return Promise.resolve(undefined);
    return pages.answer(request, visit, async ({ caller, field, ...own }) => {
      if (caller === undefined) return own.askToSignIn();
      if (request.method === 'GET') {
        return own.show((view) => ({ title: 'Pay', body: postForm(view, { action: '/x', submit: 'Pay' }) }));
      }
      const check = await mfa.requireAssurance({ caller, need: { requirement } });
      if (check.kind !== 'sufficient') {
        return own.askForProof({ kind: 'requirement', requirement }, '/account/pay', 'pay');
      }
      paid.push(field('to'));
      return own.redirect('/account', { text: 'Paid.' });
    });
  });
  return { ...portal, paid };
}

test('A8 a form that waits for proof is kept, and sent again by one button where the portal repeats none', async () => {
  const { visitor, clock, paid } = portalWithPayment();
  const browser = visitor();
  await signIn(browser);
  clock.advance(10 * 60_000);
  const asked = await browser.submit('/account/pay', { to: 'Carla <1>' }, '/account/pay');
  const place = asked.headers.get('location') ?? '';
  expect(place).toMatch(new RegExp(`^${BASE}/confirm\\?about=`));
  const page = await browser.get(place);
  expect(page.text).toContain('Confirm that it is you to pay');
  const proved = await browser.submit(page, { password: 'right' }, place.replace('?', '/password?'));
  const again = await browser.get(proved.headers.get('location') ?? '');
  expect(again.text).toContain('name="to" value="Carla &lt;1&gt;"');
  expect(paid).toEqual([]);
  const done = await browser.submit('/account/pay', { to: 'Carla <1>' }, '/account/pay');
  expect(done.headers.get('location')).toBe('/account');
  expect(paid).toEqual(['Carla <1>']);
  // Once: its address sends nothing on any more.
  const twice = await browser.get(proved.headers.get('location') ?? '');
  expect(twice.headers.get('location')).toBe(`${BASE}/settings`);
});

test('the state of one user is nothing to another', async () => {
  const { visitor, clock } = portalWithPayment();
  const [hers, his] = [visitor(), visitor()];
  await signIn(hers);
  await signIn(his, { userId: 'user-2' });
  clock.advance(10 * 60_000);
  const asked = await hers.submit('/account/pay', { to: 'Carla' }, '/account/pay');
  const place = asked.headers.get('location') ?? '';
  his.setCookie(PAGES_COOKIE, hers.cookies().get(PAGES_COOKIE));
  expect((await his.get(place)).headers.get('location')).toBe(`${BASE}/settings`);
  expect((await hers.get(place)).status).toBe(200);
});

test('other paths are the portal’s, and the pages’ own files are served', async () => {
  const { pages, origin, visitor } = fetchPortal();
  const ask = (path: string, init?: RequestInit): Promise<Response | undefined> =>
    pages(new Request(origin + path, init), { request: new Request(origin), cookies: [] });
  for (const path of ['/', '/account', '/account/mfa', '/account/mfa/nowhere', '/account/mfax/settings']) {
    expect(await ask(path), path).toBeUndefined();
  }
  expect(await ask(`${BASE}/settings/apps/%E0%A4%A/rename`)).toBeUndefined();
  expect((await ask(`${BASE}/assets/pages.css`))?.headers.get('content-type')).toContain('text/css');
  expect((await ask(`${BASE}/assets/pages.js`))?.headers.get('content-type')).toContain('javascript');
  const page = await visitor().get(`${BASE}/help`);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.text).not.toMatch(/<script>|<style|style=|onclick/);
  expect(page.text).toContain('<html lang="en-GB" dir="ltr">');
});

test('a form from another site, of another browser or without its token is refused', async () => {
  const { visitor, errors } = fetchPortal();
  const [hers, his] = [visitor(), visitor()];
  await signIn(hers);
  await signIn(his);
  const token = /name="_csrf" value="([^"]*)"/.exec((await his.get(`${BASE}/settings`)).text)?.[1] ?? '';
  const path = `${BASE}/settings/set-up`;
  const statusWith = async (_csrf: string): Promise<number> =>
    (await hers.submit('/nothing', { _csrf }, path)).status;
  expect(await statusWith('')).toBe(403);
  expect(await statusWith(token)).toBe(403);
  expect((await hers.submit(`${BASE}/settings`, {}, path)).status).toBe(303);
  expect(errors).toEqual([]);
});

test('a hook that throws is an error page, and the portal is told', async () => {
  const broken = new Error('the database is gone');
  const { visitor, errors } = fetchPortal({
    host: {
      currentUser: () => Promise.reject(broken),
      raise: async () => ({ kind: 'raised' }),
      signOut: async () => {},
    },
  });
  const answer = await visitor().get(`${BASE}/settings`);
  expect(answer.status).toBe(500);
  expect(errors).toHaveLength(1);
  expect(answer.text).not.toContain('database');
});

test.each([
  [{ path: 'account' }, 'path: must be a path'],
  [{ path: '/account/' }, 'path: must be a path'],
  [{ settingsPath: '/a/../b c' }, 'settingsPath: must be a path'],
  [{ portal: { home: '//evil.example', signIn: '/sign-in' } }, 'portal.home: must be a path from the root'],
  [{ key: new Uint8Array(16) }, 'at least 32 bytes'],
  [{ methods: ['plug-in'] }, 'expected an object with the name of plug-in'],
])('options are checked at the start: %j', (options, message) => {
  expect(() => fetchPortal(options as Parameters<typeof fetchPortal>[0])).toThrow(message);
});

test('a sign-in leads only to a path of the portal', async () => {
  const { visitor } = fetchPortal();
  const browser = visitor();
  for (const returnTo of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    await expect(signIn(browser, { returnTo })).rejects.toThrow('returnTo');
  }
});

test('FE8 one line mounts them on plain Node, and what they do not answer is 404 or the next one’s', async () => {
  const { pages } = fetchPortal();
  const onNode = pages as unknown as Pages<NodeContext>;
  const listener = nodeListener((request, context) =>
    onNode(request, { ...context, ...{ request, cookies: [] } }),
  );
  const server = createServer((req, res) => void listener(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const browser = createBrowser({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  expect((await browser.get(`${BASE}/help`)).status).toBe(200);
  expect((await browser.get('/elsewhere')).status).toBe(404);
});
