import type { SignIn } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { challengeCookie, challengeTokenIn, clearedChallengeCookie, signInCookie } from '../src/index.ts';

describe('the line that is set', () => {
  test('is for this host, this path, HTTPS and no script', () => {
    expect(challengeCookie('fk1.k1.abc')).toBe(
      '__Host-factorkit=fk1.k1.abc; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
    expect(clearedChallengeCookie()).toBe(
      '__Host-factorkit=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0',
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

  test('holds nothing that ends it', () => {
    for (const token of ['', 'a;b', 'a b', 'a,b', 'a"b', 'a\r\nb', 'ä', 'x'.repeat(4096)]) {
      expect(() => challengeCookie(token)).toThrow(TypeError);
    }
    for (const name of ['', 'a b', 'a=b', 'a;b', 'ä']) {
      expect(() => challengeCookie('t', { name })).toThrow(TypeError);
    }
  });
});

test('the outcome of a sign-in sets it where something is left to do, and clears it where nothing is', () => {
  const enrol: SignIn = { kind: 'enrol', token: 'tok', methods: ['totp'], unmet: [], expiresAt: 1 };
  expect(signInCookie(enrol)).toBe(challengeCookie('tok'));
  expect(signInCookie({ kind: 'denied', reason: 'no-usable-factor' })).toBe(clearedChallengeCookie());
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
