import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/account/factors/evidence.ts';
import {
  lint,
  meetsProfile,
  type Policy,
  presetS0,
  presetS1,
  profiles,
  withProfile,
} from '../../src/policy/index.ts';
import { amrOf, levelOf } from '../../src/policy/requirements/assurance.ts';
import {
  boundKey,
  DB,
  HOUR,
  meets,
  outcome,
  PR,
  password,
  piece,
  plainKey,
  syncedKey,
  UV,
} from './profiles-pieces.ts';
import { NOON } from './situation.ts';

const { nistAal1, nistAal2, nistAal3, asvsL3 } = profiles;
describe('NIST SP 800-63B-4 and OWASP ASVS profiles', () => {
  const table: readonly (readonly [about: string, shown: readonly Evidence[], met: string])[] = [
    ['nothing', [], ''],
    ['a password', [password], '1'],
    ['a link sent by email', [piece('magic-link')], ''],
    ['O1 an email code', [piece('email')], ''],
    ['O1 a password and an email code', [password, piece('email')], '1'],
    ['O1 a link and a code sent by email', [piece('magic-link'), piece('email')], ''],
    ['a password and an app', [password, piece('totp')], '1 2'],
    ['a federated sign-in and an app', [piece('federated'), piece('totp')], '1 2'],
    ['a password and SMS', [password, piece('sms')], '1 2'],
    ['A1 a password twice', [password, password], '1'],
    ['A1 a password and a PIN: two things that one knows', [password, piece('x-pin')], '1'],
    ['A1 an app and SMS: two things that one has', [piece('totp'), piece('sms')], '1'],
    ['a password and a backup code', [password, piece('backup-code')], '1'],
    ['W19 a key that did not verify its user', [plainKey], '1'],
    ['W19 a passkey that did not verify its user', [piece('passkey', PR)], '1'],
    ['W19 two keys of which neither did', [plainKey, piece('passkey', PR)], '1'],
    ['a password and a key that did not verify its user', [password, plainKey], '1 2 asvs'],
    ['a key that verified its user: two factors by itself', [syncedKey], '1 2 asvs'],
    ['a passkey that verified its user', [piece('passkey', PR, UV)], '1 2 asvs'],
    ['A3 a password and a key that is synced', [password, syncedKey], '1 2 asvs'],
    [
      'A3 a passkey that is synced, with a key that is bound and did not verify',
      [piece('passkey', PR, UV), piece('webauthn', PR, DB)],
      '1 2 asvs',
    ],
    ['A3 a key that is bound to one device', [boundKey], '1 2 3 asvs'],
    ['A3 a passkey that is bound to one device', [piece('passkey', PR, UV, DB)], '1 2 3 asvs'],
    ['A2 an app that says it resists phishing', [password, piece('totp', PR, UV, DB)], '1 2'],
    ['A2 SMS that says so', [password, piece('sms', PR, UV, DB)], '1 2'],
    ['A2 O1 email that says so', [password, piece('email', PR, UV, DB)], '1'],
    ['A2 a backup code that says so', [password, piece('backup-code', PR, UV, DB)], '1'],
    ['A2 a plug-in that says so', [password, piece('x-card', PR, UV, DB)], '1'],
    ['A5 a password and a remembered app', [password, piece('totp', 'remembered')], '1'],
    ['A5 a remembered key', [piece('webauthn', PR, UV, DB, 'remembered')], ''],
    ['A5 a remembered app alone', [piece('totp', 'remembered')], ''],
  ];

  it.each(table)('%s', (_about, shown, met) => {
    const levels = [
      ['1', nistAal1],
      ['2', nistAal2],
      ['3', nistAal3],
      ['asvs', asvsL3],
    ] as const;
    const found = levels.filter(([, profile]) => meets(profile, ...shown)).map(([name]) => name);
    expect(found.join(' ')).toBe(met);
  });

  it('O1 email changes neither amr nor the level of a profile: it never satisfies a factor', () => {
    expect(amrOf([password, piece('totp'), piece('email')])).toEqual(amrOf([password, piece('totp')]));
    for (const profile of [nistAal1, nistAal2, nistAal3, asvsL3]) {
      fc.assert(
        fc.property(fc.subarray(table.flatMap(([, shown]) => shown)), (shown) => {
          const rest = shown.filter(({ method }) => method !== 'email' && method !== 'magic-link');
          expect(meets(profile, ...shown)).toBe(meets(profile, ...rest));
        }),
      );
    }
  });

  it('O1 under the profile nobody enrols email, and who has only that is not let in', () => {
    const policy = withProfile(presetS0, nistAal2);
    expect(outcome(policy, { shown: ['password'] }, 'enrol email')).toBe('method-ending');
    expect(outcome(presetS0, { has: ['mail email @box'], shown: ['password', 'mail'] })).toBe('allow');
    expect(outcome(policy, { has: ['mail email @box'], shown: ['password', 'mail'] })).toBe('enrol');
    expect(outcome(policy, { has: ['phone'], shown: ['password', 'phone'] })).toBe('allow');
  });

  it('A1 the profile demands that a method is offered that resists phishing', () => {
    const lacking = lint(withProfile(presetS1, nistAal2), { profile: nistAal2 });
    expect(lacking.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
      'offer-missing',
    ]);
    const offered: Policy = { ...presetS1, methods: { ...presetS1.methods, webauthn: { allow: 'yes' } } };
    const codes = lint(withProfile(offered, nistAal2), { profile: nistAal2 }).map(({ code }) => code);
    expect(codes).not.toContain('offer-missing');
  });

  it('A1 the password alone never opens under AAL2', () => {
    const policy = withProfile(presetS1, nistAal2);
    expect(outcome(policy, { shown: ['password'] })).toBe('enrol');
    expect(outcome(policy, { has: ['phone'], shown: ['password', 'phone'] })).toBe('allow');
  });

  describe.each([
    [nistAal1, 30 * 24 * HOUR, [password]],
    [nistAal2, 24 * HOUR, [password, piece('totp')]],
    [nistAal2, 24 * HOUR, [syncedKey]],
    [nistAal3, 12 * HOUR, [boundKey]],
  ] as const)('A4 $id', (profile, limit, shown) => {
    it('takes a new authentication after the time it allows, and not before', () => {
      expect(meetsProfile(profile, shown, NOON + limit)).toBe(true);
      expect(meetsProfile(profile, shown, NOON + limit + 1)).toBe(false);
    });

    it('lets no part of it be older', () => {
      for (const old of shown) {
        const mixed = shown.map((other) => (other === old ? { ...other, at: NOON - 1 } : other));
        expect(meetsProfile(profile, mixed, NOON + limit)).toBe(false);
      }
    });
  });
});

describe('W19 the level', () => {
  it('UV=0 counts as one factor only, UV=1 as two', () => {
    expect(levelOf([plainKey])).toBe('single-factor');
    expect(levelOf([plainKey, piece('passkey', PR)])).toBe('single-factor');
    expect(levelOf([plainKey, piece('totp')])).toBe('single-factor');
    expect(levelOf([password, plainKey])).toBe('multi-factor');
    expect(levelOf([password, piece('passkey', PR)])).toBe('multi-factor');
    expect(levelOf([syncedKey])).toBe('multi-factor');
    expect(levelOf([piece('passkey', PR, UV)])).toBe('multi-factor');
  });

  it('only a key can verify its user', () => {
    for (const method of ['totp', 'email', 'sms', 'password', 'backup-code', 'x-card'] as const) {
      expect(levelOf([piece(method, UV)])).toBe('single-factor');
    }
  });
});

describe('RFC8176 S1 the amr of keys', () => {
  it('is hardware where the key is bound to one device, software where it can be copied', () => {
    expect(amrOf([boundKey])).toEqual(['hwk', 'mfa']);
    expect(amrOf([password, syncedKey])).toEqual(['pwd', 'swk', 'mfa']);
    expect(amrOf([piece('passkey', PR)])).toEqual(['swk']);
    expect(amrOf([password, piece('totp')])).toEqual(['pwd', 'otp', 'mfa']);
    expect(amrOf([password, piece('email'), piece('backup-code')])).toEqual(['pwd', 'mfa']);
  });
});

describe('RFC8176 S2 a policy is keyed on what was met, not on the amr', () => {
  it('two sessions of one amr meet different profiles', () => {
    // A key that is bound to one device is `hwk` whether it verified its user or not; with a password both are `mfa`.
    const better = [password, boundKey];
    const worse = [password, piece('webauthn', PR, DB)];
    expect(amrOf(better)).toEqual(amrOf(worse));
    expect(meets(nistAal3, ...better)).toBe(true);
    expect(meets(nistAal3, ...worse)).toBe(false);
  });

  it('and an email code is multi-factor by default, and not under a profile', () => {
    const shown = [password, piece('email')];
    expect(levelOf(shown)).toBe('multi-factor');
    expect(meets(nistAal2, ...shown)).toBe(false);
  });
});
