import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostTests } from '../../minimal-express/test/host-tests.ts';
import { setUpPhone, type Visitor, visit } from '../../minimal-express/test/visitor.ts';
import { type Served, serve } from './served.ts';

const LOGIN = { name: 'anna', password: 'correct-horse' };
const OUTSIDE = 'https://portal.example';

const folder = join(import.meta.dirname, '..');
let portal: Served;
beforeAll(async () => {
  const next = join(folder, 'node_modules/next/dist/bin/next');
  portal = await serve({
    folder,
    build: [next, 'build'],
    start: [next, 'start', '--hostname', '127.0.0.1', '--port', '0'],
    env: { NEXT_TELEMETRY_DISABLED: '1', ORIGIN: OUTSIDE },
  });
}, 240_000);
afterAll(() => portal?.stop());
hostTests(async () => ({ ...portal, stop: async () => {} }));

const RSC = { headers: { rsc: '1' }, redirect: 'follow' } as const;
const JSON_BODY = { 'content-type': 'application/json' };

test('S1.10 the next sign-in asks for password and code, and the guarded page for both', async () => {
  const vault = async (visitor: Pick<Visitor, 'cookies'>): Promise<string> => {
    const page = await portal.ask(visitor, '/vault');
    // FT12: a page of somebody's is kept by nobody. A redirect is none.
    if (page.status === 200) expect(page.headers.get('cache-control')).toContain('no-store');
    // Next's own router asks for this in place of the page.
    const [text, data] = [await page.text(), await (await portal.ask(visitor, '/vault', RSC)).text()];
    const open = text.includes('ruby');
    expect([page.status, data.includes('ruby')]).toEqual([open ? 200 : 307, open]);
    return open ? 'open' : (page.headers.get('location') ?? text);
  };
  const anna = visit(portal.origin);
  expect(await anna.send('/login', { ...LOGIN, password: 'guessed' })).toMatchObject({ status: 401 });
  // FT12: what is not a text is no user id, whatever it converts to.
  expect(await anna.send('/login', { ...LOGIN, name: ['anna'] })).toMatchObject({ status: 400 });
  expect(await vault(anna)).toBe('/?because=signed-out');
  expect((await anna.send('/login', LOGIN)).json).toEqual({ kind: 'complete' });
  expect(await vault(anna)).toBe('/?because=insufficient');

  const earlier = anna.cookies();
  const before = { cookies: () => earlier };
  const forgotten = visit(portal.origin);
  await forgotten.send('/login', LOGIN);
  const { factorId, code } = await setUpPhone(anna);
  expect(await vault(anna)).toBe('open');
  // The session has a new id, the old one does not count, and the others have ended.
  expect(await vault(before)).toBe('/?because=signed-out');
  expect(await vault(forgotten)).toBe('/?because=signed-out');

  const elsewhere = visit(portal.origin);
  expect((await elsewhere.send('/login', LOGIN)).json).toEqual({ kind: 'challenge' });
  expect(await vault(elsewhere)).toBe('/?because=signed-out');
  const wrong = await elsewhere.send('/mfa/challenge/verify', { factorId, response: '000000' });
  expect([wrong.status, wrong.json]).toMatchObject([422, { code: 'rejected' }]);
  const done = await elsewhere.send('/mfa/challenge/verify', { factorId, response: code });
  expect(done.json).toMatchObject({ kind: 'complete', amr: ['pwd', 'otp', 'mfa'] });
  expect(await vault(elsewhere)).toBe('open');
  // Next drops the `Max-Age=0` of the line, and keeps `Expires`.
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

test('behind a proxy it takes changes from the origin that the browser sees, and from no other', async () => {
  const from = async (origin: string): Promise<unknown> => {
    const headers = {
      ...JSON_BODY,
      origin,
      'x-forwarded-host': 'portal.example',
      'x-forwarded-proto': 'https',
    };
    const recover = { method: 'POST', headers, body: JSON.stringify({ code: 'abcd' }) };
    return (await portal.ask(visit(portal.origin), '/mfa/challenge/recover', recover)).json();
  };
  expect(await from(OUTSIDE)).toMatchObject({ code: 'no-challenge' });
  expect(await from('https://elsewhere.example')).toMatchObject({ code: 'cross-site' });
});

test('a form on another site cannot sign anybody in', async () => {
  const body = JSON.stringify(LOGIN);
  const headers = { 'content-type': 'text/plain' };
  const response = await portal.ask(visit(portal.origin), '/login', { method: 'POST', headers, body });
  expect([response.status, response.headers.getSetCookie()]).toEqual([415, []]);
});

test('Factorkit takes under 60 lines, and the page about it shows the lines of the example', async () => {
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
  const routes = ['src/app/mfa/[...path]/route.ts', 'src/app/login/route.ts', 'src/app/vault/page.tsx'];
  const sources = await Promise.all(['src/factorkit.ts', ...routes, 'src/portal.ts'].map(read));
  const ours = sources.slice(0, 2).join('');
  expect(ours.trimEnd().split('\n').length).toBeLessThan(60);

  const page = await read('../../docs/guide/frameworks/next.md');
  const blocks = [...page.matchAll(/^ *```tsx?\n([\s\S]*?)^ *```$/gm)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) expect(sources.join('\0')).toContain(block);
});
