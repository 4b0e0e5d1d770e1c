import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { bearer, multiSession, oneTimeToken } from 'better-auth/plugins';
import { describe, expect, test } from 'vitest';
import { enterCode, setUpApp, signIn, signUp, startPortal, who } from './portal.ts';

const anna = 'anna@example.com';

/** A store beside the database, as better-auth keeps sessions in Redis. */
function memoryStorage(): NonNullable<BetterAuthOptions['secondaryStorage']> & {
  entries: Map<string, string>;
} {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async (key) => entries.get(key) ?? null,
    getAndDelete: async (key) => {
      const value = entries.get(key) ?? null;
      entries.delete(key);
      return value;
    },
    increment: async (key) => {
      const next = Number(entries.get(key) ?? 0) + 1;
      entries.set(key, String(next));
      return next;
    },
    set: async (key, value) => void entries.set(key, value),
    delete: async (key) => void entries.delete(key),
  };
}

const STORES: Readonly<Record<string, () => BetterAuthOptions>> = {
  'a cookie cache': () => ({ session: { cookieCache: { enabled: true, maxAge: 300 } } }),
  'a cookie cache as JWE': () => ({ session: { cookieCache: { enabled: true, strategy: 'jwe' } } }),
  'a secondary storage': () => ({ secondaryStorage: memoryStorage() }),
  'a secondary storage and the database': () => ({
    secondaryStorage: memoryStorage(),
    session: { storeSessionInDatabase: true },
  }),
};

describe('FE8 the stores of better-auth', () => {
  for (const [name, options] of Object.entries(STORES)) {
    test(`FE8 with ${name}: no session before the code, and those that Factorkit ends are over`, async () => {
      const portal = await startPortal({ betterAuth: options });
      const [browser, elsewhere] = [portal.browser(), portal.browser()];
      await signUp(browser, anna);
      await signIn(elsewhere, anna);
      expect([await who(browser), await who(elsewhere)]).toEqual([anna, anna]);
      const phone = await setUpApp(portal, browser);
      expect([await who(browser), await who(elsewhere)]).toEqual([anna, undefined]);
      const third = portal.browser();
      const answer = await signIn(third, anna);
      expect(answer.json).toMatchObject({ mfa: { kind: 'challenge' } });
      // No value of a cookie that is not deleted belongs to the session.
      const set = answer.headers.getSetCookie().filter((line) => !/max-age=0/i.test(line));
      expect(set.map((line) => line.split('=')[0])).toEqual(['__Host-factorkit']);
      expect(await who(third)).toBeUndefined();
      await enterCode(portal, third, phone);
      expect(await who(third)).toBe(anna);
      await third.post('/api/auth/sign-out');
      expect(await who(third)).toBeUndefined();
    });
  }

  test('FE8 without a store for sessions better-auth does not start', async () => {
    const { plugin } = await startPortal();
    const auth = betterAuth({ plugins: [plugin], logger: { disabled: true } });
    await expect(auth.$context).rejects.toThrow(/server stores/);
  });

  test('FE8 behind another plug-in better-auth does not start', async () => {
    const { plugin, database } = await startPortal();
    const auth = betterAuth({ database, plugins: [bearer(), plugin], logger: { disabled: true } });
    await expect(auth.$context).rejects.toThrow(/first/);
  });

  test('FE8 one-time tokens and several sessions refer to assured sessions only', async () => {
    const portal = await startPortal({
      betterAuth: () => ({ plugins: [oneTimeToken(), multiSession()] }),
    });
    const browser = portal.browser();
    await signUp(browser, anna);
    await setUpApp(portal, browser);
    const { json } = await browser.get('/api/auth/one-time-token/generate');
    const other = portal.browser();
    await other.post('/api/auth/one-time-token/verify', { token: json.token });
    expect(await who(other)).toBe(anna);
    const third = portal.browser();
    await signIn(third, anna);
    expect((await third.get('/api/auth/one-time-token/generate')).status).toBe(401);
    expect([...third.cookies().keys()].filter((name) => name.includes('_multi-'))).toEqual([]);
  });
});
