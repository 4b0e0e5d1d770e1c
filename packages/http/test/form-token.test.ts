import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { issueFormToken } from '../src/index.ts';
import { KEY, openFormPortal, type Page } from './form-portal.ts';

describe('the token', () => {
  async function refused(change: (page: Page, other: Page) => Page): Promise<unknown> {
    const { send, page, answers } = openFormPortal();
    const own = await page({ sessionId: 's1' });
    const other = await page({ sessionId: 's2' });
    await send('factors', { method: 'totp' }, change(own, other));
    const { status, body, route } = answers.at(-1) ?? {};
    expect(route === undefined || status === 201).toBe(true);
    return [status, body?.code ?? body?.kind];
  }

  const NO = [403, 'form-token-invalid'];

  test('is worth something in its browser and its session alone', async () => {
    expect(await refused((own) => own)).toEqual([201, 'begun']);
    expect(await refused((own) => ({ ...own, token: '' }))).toEqual(NO);
    expect(await refused((own) => ({ ...own, cookie: '' }))).toEqual(NO);
    expect(await refused((own, other) => ({ ...own, token: other.token }))).toEqual(NO);
    expect(await refused((own, other) => ({ ...own, cookie: other.cookie }))).toEqual(NO);
    expect(await refused((own, other) => ({ ...other, visit: own.visit }))).toEqual(NO);
    expect(await refused((own) => ({ ...own, visit: {} }))).toEqual(NO);
    expect(await refused((own) => ({ ...own, visit: { sessionId: '' } }))).toEqual(NO);
    expect(await refused((own) => ({ ...own, cookie: `${own.cookie}; ${own.cookie}` }))).toEqual(NO);
    expect(await refused((own) => ({ ...own, cookie: own.cookie.replace('__Host-', '') }))).toEqual(NO);
    expect(await refused((own) => ({ ...own, token: own.token.slice(1) }))).toEqual(NO);
    expect(await refused((own) => ({ ...own, token: `${own.token}%3D` }))).toEqual(NO);
    const flipped = (text: string): string =>
      text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`;
    expect(await refused((own) => ({ ...own, token: flipped(own.token) }))).toEqual(NO);
  });

  test('of no session is none of a session with an empty id', async () => {
    const { send, page, answers } = openFormPortal();
    const none = await page();
    await send('factors', { method: 'totp' }, { ...none, visit: { sessionId: '' } });
    await send('factors', { method: 'totp' }, none);
    expect(answers.map(({ status }) => status)).toEqual([403, 201]);
  });

  test('can be written in one way: the bits that no byte uses are none', async () => {
    const { send, page, answers } = openFormPortal();
    const own = await page();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(own.token.at(-1) ?? '');
    await send('factors', { method: 'totp' }, { ...own, token: own.token.slice(0, -1) + alphabet[last + 1] });
    expect(answers.map(({ status }) => status)).toEqual([403]);
  });

  test('of the random value itself, without the key, does not count', async () => {
    expect(await refused((own) => ({ ...own, token: own.cookie.split('=')[1] ?? '' }))).toEqual(NO);
    const stranger = await issueFormToken({ key: createSeededRandom(8)(32), cookieHeader: null });
    const cookie = stranger.setCookie?.split(';')[0] ?? '';
    expect(await refused(() => ({ visit: {}, token: stranger.value, cookie }))).toEqual(NO);
  });

  test('belongs to a cookie for this host, HTTPS and no script, which is kept for all forms of a browser', async () => {
    const first = await issueFormToken({ key: KEY, cookieHeader: null, random: createSeededRandom(2) });
    expect(first.setCookie).toMatch(
      /^__Host-factorkit-form=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect([first.field, first.value]).toEqual(['_csrf', expect.stringMatching(/^[\w-]{43}$/)]);
    const cookieHeader = `a=b; ${first.setCookie?.split(';')[0]}`;
    expect(await issueFormToken({ key: KEY, cookieHeader })).toEqual({ field: '_csrf', value: first.value });
    const signedIn = await issueFormToken({ key: KEY, cookieHeader, sessionId: 's1' });
    expect([signedIn.setCookie, signedIn.value === first.value]).toEqual([undefined, false]);
    const planted = await issueFormToken({ key: KEY, cookieHeader: '__Host-factorkit-form=planted' });
    expect(planted.setCookie).toBeDefined();
    const named = await issueFormToken({
      key: KEY,
      cookieHeader,
      cookie: { formName: 'f', sameSite: 'strict' },
    });
    expect(named.setCookie).toMatch(/^__Host-f=.*SameSite=Strict/);
  });

  test('takes a key of at least 32 bytes', async () => {
    await expect(issueFormToken({ key: new Uint8Array(31), cookieHeader: null })).rejects.toThrow(
      'forms.key',
    );
    expect(() => openFormPortal({ key: new Uint8Array(31) })).toThrow('forms.key');
  });
});
