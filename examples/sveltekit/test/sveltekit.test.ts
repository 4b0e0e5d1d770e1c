import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpPhone, type Visitor, visit } from '../../minimal-express/test/visitor.ts';
import { type Served, serve } from '../../next/test/served.ts';

const LOGIN = { userId: 'anna', password: 'correct-horse' };

const folder = join(import.meta.dirname, '..');
let portal: Served;
beforeAll(async () => {
  portal = await serve({
    folder,
    build: [join(folder, 'node_modules/vite/bin/vite.js'), 'build'],
    start: [join(folder, 'build/index.js')],
    env: { HOST: '127.0.0.1', PORT: '0' },
  });
});
afterAll(() => portal?.stop());

const JSON_BODY = { 'content-type': 'application/json' };

test('S1.10 the next sign-in asks for password and code, and the guarded page for both', async () => {
  const vault = async (visitor: Pick<Visitor, 'cookies'>): Promise<string> => {
    const page = await portal.ask(visitor, '/vault');
    // SvelteKit's own router asks for this in place of the page.
    const [text, data] = [await page.text(), await (await portal.ask(visitor, '/vault/__data.json')).text()];
    const open = text.includes('ruby');
    expect([page.status, data.includes('ruby')]).toEqual([open ? 200 : 401, open]);
    return open ? 'open' : (/<p>(.*)<\/p>/.exec(text)?.[1] ?? text);
  };
  const anna = visit(portal.origin);
  expect(await anna.send('/login', { ...LOGIN, password: 'guessed' })).toMatchObject({ status: 401 });
  expect(await vault(anna)).toBe('signed-out');
  expect((await anna.send('/login', LOGIN)).json).toEqual({ kind: 'complete' });
  expect(await vault(anna)).toBe('insufficient');

  const before = { cookies: new Map(anna.cookies) };
  const forgotten = visit(portal.origin);
  await forgotten.send('/login', LOGIN);
  const { factorId, code } = await setUpPhone(anna);
  expect(await vault(anna)).toBe('open');
  // The session has a new id, the old one is worth nothing, and the others have ended.
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
  expect(elsewhere.cookies.has('__Host-factorkit')).toBe(false);

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
    ].map(read),
  );
  const ours = sources.slice(0, 2).join('');
  expect(ours.trimEnd().split('\n').length).toBeLessThan(60);

  const page = await read('../../docs/guide/frameworks/sveltekit.md');
  const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) expect(sources.join('\0')).toContain(block);
});
