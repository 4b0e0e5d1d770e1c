import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostTests } from '../../minimal-express/test/host-tests.ts';
import { setUpPhone, type Visitor, visit } from '../../minimal-express/test/visitor.ts';
import { type Served, serve } from '../../next/test/served.ts';
import { browserTest } from '../../portal/test/chromium.ts';
import { walkThePages } from './pages-walk.ts';

const LOGIN = { name: 'anna', password: 'correct-horse' };

const folder = join(import.meta.dirname, '..');
let portal: Served;

// The portal's clock goes as far ahead as this file says: a code that is spent, and a proof that has grown old, without waiting.
const AHEAD = join(tmpdir(), `factorkit-sveltekit-${process.pid}-ahead`);
const TURNED_CLOCK = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  const now = Date.now;
  Date.now = () => now() + Number(readFileSync(process.env.CLOCK_AHEAD, 'utf8'));
`)}`;
async function clockAhead(ms: number): Promise<string> {
  await writeFile(`${AHEAD}-next`, String(ms));
  await rename(`${AHEAD}-next`, AHEAD); // never read half-written
  return AHEAD;
}

beforeAll(async () => {
  portal = await serve({
    folder,
    build: [join(folder, 'node_modules/vite/bin/vite.js'), 'build'],
    start: ['--import', TURNED_CLOCK, join(folder, 'build/index.js')],
    env: { HOST: '127.0.0.1', PORT: '0', CLOCK_AHEAD: await clockAhead(0) },
  });
});
afterAll(async () => {
  await portal?.stop();
  await rm(AHEAD, { force: true });
});

hostTests(async () => ({ ...portal, stop: async () => {} }));

const JSON_BODY = { 'content-type': 'application/json' };

test('S1.10 the next sign-in asks for password and code, and the guarded page for both', async () => {
  const vault = async (visitor: Pick<Visitor, 'cookies'>): Promise<string> => {
    const page = await portal.ask(visitor, '/vault');
    // FT12: a page of somebody's is kept by nobody.
    expect(page.headers.get('cache-control')).toContain('no-store');
    // SvelteKit's own router asks for this in place of the page.
    const [text, data] = [await page.text(), await (await portal.ask(visitor, '/vault/__data.json')).text()];
    const open = text.includes('ruby');
    expect([page.status, data.includes('ruby')]).toEqual([open ? 200 : 401, open]);
    return open ? 'open' : (/"message":"(.*?)"/.exec(data)?.[1] ?? text);
  };
  const anna = visit(portal.origin);
  expect(await anna.send('/login', { ...LOGIN, password: 'guessed' })).toMatchObject({ status: 401 });
  // FT12: what is not a text is no user id, whatever it converts to.
  expect(await anna.send('/login', { ...LOGIN, name: ['anna'] })).toMatchObject({ status: 400 });
  expect(await vault(anna)).toBe('signed-out');
  expect((await anna.send('/login', LOGIN)).json).toEqual({ kind: 'complete' });
  expect(await vault(anna)).toBe('insufficient');

  const earlier = anna.cookies();
  const before = { cookies: () => earlier };
  const forgotten = visit(portal.origin);
  await forgotten.send('/login', LOGIN);
  const { factorId, code } = await setUpPhone(anna);
  expect(await vault(anna)).toBe('open');
  // The session has a new id, the old one does not count, and the others have ended.
  expect(await vault(before)).toBe('signed-out');
  expect(await vault(forgotten)).toBe('signed-out');

  const elsewhere = visit(portal.origin);
  expect((await elsewhere.send('/login', LOGIN)).json).toEqual({ kind: 'challenge' });
  expect(await vault(elsewhere)).toBe('signed-out');
  const wrong = await elsewhere.send('/mfa/challenge/verify', { factorId, response: '000000' });
  expect([wrong.status, wrong.json]).toMatchObject([422, { code: 'rejected' }]);
  const done = await elsewhere.send('/mfa/challenge/verify', { factorId, response: code });
  expect(done.json).toMatchObject({ kind: 'complete', amr: ['pwd', 'otp', 'mfa'] });
  expect(await vault(elsewhere)).toBe('open');
  expect(elsewhere.cookies().has('__Host-factorkit')).toBe(false);

  // PATCH, PUT and DELETE arrive as well, and what is removed is no longer asked for.
  const change = (method: string, path: string, body = {}): Promise<Response> =>
    portal.ask(elsewhere, path, { method, headers: JSON_BODY, body: JSON.stringify(body) });
  const changed = [
    await change('PATCH', `/mfa/factors/${factorId}`, { label: 'My phone' }),
    await change('PUT', '/mfa/primary', { factorId }),
    await change('DELETE', `/mfa/factors/${factorId}`),
  ];
  expect(await Promise.all(changed.map(async (each) => (await each.json()).kind))).toEqual([
    'renamed',
    'chosen',
    'removed',
  ]);
  expect((await visit(portal.origin).send('/login', LOGIN)).json).toEqual({ kind: 'complete' });
});

browserTest(
  'S1.10 in a browser: the pages set an app up, ask for its code, say how many tries are left, and remove it',
  async (chromium) => {
    const page = await chromium.newPage({ viewport: { width: 375, height: 667 } });
    try {
      // It ends a test that hangs. A page may take long on a busy machine.
      page.setDefaultTimeout(300_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      const widths: number[] = [];
      const look = async (): Promise<void> => {
        widths.push(await page.evaluate('document.documentElement.scrollWidth'));
      };
      let ahead = 0;
      const now = (): number => Date.now() + ahead;
      const advance = async (ms: number): Promise<void> => {
        ahead += ms;
        await clockAhead(ahead);
      };
      const said = await walkThePages({ origin: portal.origin, page, look, now, advance });
      expect(said).toEqual([
        'Enter the 6 digits that your app shows.',
        'That code is not right. You have 4 tries left.',
      ]);
      expect(widths.filter((width) => width > 375)).toEqual([]);
      // Chromium reports each answer that refuses, and those were to be refused.
      const refused = /^Failed to load resource: the server responded with a status of (\d+)/;
      expect(complaints.map((line) => refused.exec(line)?.[1] ?? line)).toEqual(['401', '422', '422', '401']);
    } finally {
      await clockAhead(0);
      await page.close();
    }
  },
);

test('behind a proxy that ends TLS it takes changes from its own origin, and from no other', async () => {
  const from = async (origin: string): Promise<unknown> => {
    const headers = { ...JSON_BODY, origin };
    const recover = { method: 'POST', headers, body: JSON.stringify({ code: 'abcd' }) };
    return (await portal.ask(visit(portal.origin), '/mfa/challenge/recover', recover)).json();
  };
  expect(await from(portal.origin.replace('http:', 'https:'))).toMatchObject({ code: 'no-challenge' });
  expect(await from('https://elsewhere.example')).toMatchObject({ code: 'cross-site' });
});

test('a form on another site cannot sign anybody in', async () => {
  const body = JSON.stringify(LOGIN);
  const headers = { 'content-type': 'text/plain', origin: 'https://elsewhere.example' };
  const response = await portal.ask(visit(portal.origin), '/login', { method: 'POST', headers, body });
  expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
});

test('Factorkit takes under 60 lines, and the page about it shows the lines of the example', async () => {
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
  const routes = ['mfa/[...path]/+server.ts', 'login/+server.ts', 'vault/+page.server.ts'];
  const sources = await Promise.all(
    [
      'src/factorkit.server.ts',
      ...routes.map((route) => `src/routes/${route}`),
      'src/hooks.server.ts',
      'src/portal.server.ts',
      'src/pages/mfa.ts',
    ].map(read),
  );
  const ours = sources.slice(0, 2).join('');
  expect(ours.trimEnd().split('\n').length).toBeLessThan(60);

  const page = await read('../../docs/guide/frameworks/sveltekit.md');
  const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) expect(sources.join('\0')).toContain(block);
});
