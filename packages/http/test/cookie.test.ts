import type { SignIn } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import type { MfaCookieOptions } from '../src/cookies/cookie.ts';
import { cookieLine } from '../src/cookies/cookie-change.ts';
import {
  challengeTokenIn,
  clearedChallengeCookie,
  clearedDeviceCookie,
  createMfaHandler,
  deviceTokenIn,
  signInCookies,
} from '../src/index.ts';

const challengeCookie = (token: string, options: MfaCookieOptions = {}): string =>
  cookieLine({ kind: 'challenge', token }, options);

describe('the line that is set', () => {
  test('is for this host, this path, HTTPS and no script', () => {
    expect(challengeCookie('fk1.k1.abc')).toBe(
      '__Host-factorkit=fk1.k1.abc; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
    expect(clearedChallengeCookie()).toBe(
      '__Host-factorkit=; Path=/; HttpOnly; SameSite=Lax; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0',
    );
  });

  test('has another name, a stricter site rule, and a form for plain http where it is asked for', () => {
    expect(challengeCookie('t', { name: 's1', sameSite: 'strict' })).toBe(
      '__Host-s1=t; Path=/; HttpOnly; SameSite=Strict; Secure',
    );
    expect(challengeCookie('t', { insecureDevelopment: true })).toBe(
      'factorkit=t; Path=/; HttpOnly; SameSite=Lax',
    );
  });

  test('FC7 in the frame of another site it is sent, and each site around the frame has its own', () => {
    const options = { sameSite: 'none' } as const;
    const frame = 'Path=/; HttpOnly; SameSite=None; Secure; Partitioned';
    expect(challengeCookie('t', options)).toBe(`__Host-factorkit=t; ${frame}`);
    // A browser takes back only a cookie of the same partition.
    expect(clearedChallengeCookie(options)).toBe(
      `__Host-factorkit=; ${frame}; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0`,
    );
    expect(clearedDeviceCookie(options)).toBe(
      `__Host-factorkit-device=; ${frame}; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0`,
    );
  });

  test('FC7 in a frame plain http stops the start: browsers drop such a cookie', () => {
    const mfa = { verify() {}, describe() {} };
    const host = { currentUser() {}, raise() {}, signOut() {} };
    const cookie = { sameSite: 'none', insecureDevelopment: true };
    const start = (): unknown => Reflect.apply(createMfaHandler, undefined, [{ mfa, host, cookie }]);
    expect(start).toThrow('cookie.sameSite: none requires Secure');
  });

  test('holds nothing that ends it', () => {
    for (const token of ['', 'a;b', 'a b', 'a,b', 'a"b', 'a\r\nb', 'ä', 'x'.repeat(4096)]) {
      expect(() => challengeCookie(token)).toThrow(TypeError);
    }
    for (const name of ['', 'a b', 'a=b', 'a;b', 'ä']) {
      expect(() => challengeCookie('t', { name })).toThrow(TypeError);
    }
  });
});

describe('the outcome of a sign-in', () => {
  const assurance = {
    userId: 'anna',
    evidence: [],
    amr: [],
    level: 'single-factor',
    authenticatedAt: 1,
  } as const;

  test('sets the challenge where something is left to do, and takes it back where nothing is', () => {
    const enrol: SignIn = { kind: 'enrol', token: 'tok', methods: ['totp'], unmet: [], expiresAt: 1 };
    expect(signInCookies(enrol)).toEqual([challengeCookie('tok')]);
    expect(signInCookies({ kind: 'denied', reason: 'no-usable-factor' })).toEqual([clearedChallengeCookie()]);
    const complete: SignIn = { kind: 'complete', assurance, advice: [], monitored: [] };
    expect(signInCookies(complete)).toEqual([clearedChallengeCookie()]);
  });

  test('A5 sets the trust in a browser beside it: for this host, HTTPS, no script, and the rest of its life', () => {
    const complete = (expiresAt: number): SignIn => ({
      kind: 'complete',
      assurance,
      advice: [],
      monitored: [],
      trustedDevice: { token: 'fkd1.abc', expiresAt },
    });
    expect(signInCookies(complete(61_999), {}, 1_000)).toEqual([
      clearedChallengeCookie(),
      '__Host-factorkit-device=fkd1.abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60',
    ]);
    const options = { name: 's1', sameSite: 'strict', insecureDevelopment: true } as const;
    expect(signInCookies(complete(61_999), options, 1_000)[1]).toBe(
      's1-device=fkd1.abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=60',
    );
    // Over before it is handed over: gone, and never for ever.
    expect(signInCookies(complete(500), {}, 1_000)[1]).toContain('; Max-Age=0');
  });

  test('FT3 sets the same cookie for a known browser', () => {
    const knownDevice = { token: 'k.1.k1.abc', expiresAt: 61_999 };
    const complete: SignIn = { kind: 'complete', assurance, advice: [], monitored: [], knownDevice };
    expect(signInCookies(complete, {}, 1_000)[1]).toMatch(
      /^__Host-factorkit-device=k.1.k1.abc; .*Max-Age=60$/,
    );
  });
});

test('the two cookies are told apart, under the same options', () => {
  const header = '__Host-factorkit=ch; __Host-factorkit-device=dev';
  expect([challengeTokenIn(header), deviceTokenIn(header)]).toEqual(['ch', 'dev']);
  expect(deviceTokenIn('__Host-factorkit-device=a; __Host-factorkit-device=b')).toBeUndefined();
  expect(deviceTokenIn('factorkit-device=planted')).toBeUndefined();
  expect(deviceTokenIn('__Host-here=x', { deviceName: 'here' })).toBe('x');
  expect(clearedDeviceCookie()).toBe(
    '__Host-factorkit-device=; Path=/; HttpOnly; SameSite=Lax; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0',
  );
});

test('a name that no cookie can have, or that two would have, stops the start', () => {
  const mfa = { verify() {}, describe() {} };
  const host = { currentUser() {}, raise() {}, signOut() {} };
  const start = (cookie: object): unknown =>
    Reflect.apply(createMfaHandler, undefined, [{ mfa, host, cookie }]);
  expect(start({ name: 'a' })).toBeTypeOf('function');
  const refused = [
    { name: 'a b' },
    { deviceName: 'a;b' },
    { formName: 'a=b' },
    { name: 'same', deviceName: 'same' },
    { name: 'same', formName: 'same' },
    { deviceName: 'same', formName: 'same' },
  ];
  for (const cookie of refused) {
    expect(() => start(cookie)).toThrow(TypeError);
  }
});

test.each([
  ['__Host-factorkit=fk1.a.b', 'fk1.a.b'],
  ['sid=1; __Host-factorkit=fk1.a.b;other=2', 'fk1.a.b'],
  ['x__Host-factorkit=no; sid=1', undefined],
  ['__Host-factorkit-2=no', undefined],
  ['__host-factorkit=no', undefined],
  ['__Host-factorkit=', undefined],
  ['__Host-factorkit=one; __Host-factorkit=two', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('the token in %j is %j', (header, token) => {
  expect(challengeTokenIn(header)).toBe(token);
});
