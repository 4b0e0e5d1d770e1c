import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/account/factors/evidence.ts';
import type { EvidenceMethod } from '../../src/account/factors/method.ts';
import { amrOf, levelOf } from '../../src/policy/requirements/assurance.ts';

/** RFC 8176 §2: the values that are registered. */
const REGISTERED = [
  'face',
  'fpt',
  'geo',
  'hwk',
  'iris',
  'kba',
  'mca',
  'mfa',
  'otp',
  'pin',
  'pwd',
  'rba',
  'retina',
  'sc',
  'sms',
  'swk',
  'tel',
  'user',
  'vbm',
  'wia',
];
const METHODS: readonly EvidenceMethod[] = [
  'password',
  'federated',
  'passkey',
  'magic-link',
  'totp',
  'email',
  'sms',
  'webauthn',
  'backup-code',
  'x-card',
];

const shown = (...methods: readonly EvidenceMethod[]): readonly Evidence[] =>
  methods.map((method, at) => ({ method, at, traits: [] }));

const rows: readonly (readonly [
  methods: readonly EvidenceMethod[],
  amr: readonly string[],
  level: 'single-factor' | 'multi-factor',
])[] = [
  [[], [], 'single-factor'],
  [['password'], ['pwd'], 'single-factor'],
  [['password', 'totp'], ['pwd', 'otp', 'mfa'], 'multi-factor'],
  [['totp', 'password'], ['otp', 'pwd', 'mfa'], 'multi-factor'],
  [['password', 'sms'], ['pwd', 'sms', 'mfa'], 'multi-factor'],
  [['password', 'totp', 'totp'], ['pwd', 'otp', 'mfa'], 'multi-factor'],
  [['password', 'password'], ['pwd'], 'single-factor'],
  // Nothing is registered for these, and nothing is made up.
  [['password', 'backup-code'], ['pwd', 'mfa'], 'multi-factor'],
  [['password', 'email'], ['pwd', 'mfa'], 'multi-factor'],
  [['password', 'x-card'], ['pwd', 'mfa'], 'multi-factor'],
  [['federated', 'totp'], ['otp', 'mfa'], 'multi-factor'],
  [['federated'], [], 'single-factor'],
  [['magic-link'], [], 'single-factor'],
  // Two things that the person has are one kind of proof.
  [['totp', 'sms'], ['otp', 'sms'], 'single-factor'],
  [['magic-link', 'totp'], ['otp'], 'single-factor'],
  [['totp'], ['otp'], 'single-factor'],
];

describe('RFC8176 S1 the amr claim', () => {
  it.each(rows)('%j: %j', (methods, amr) => {
    expect(amrOf(shown(...methods))).toEqual(amr);
  });

  it('holds registered values only, in lower case, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...METHODS)), (methods) => {
        const amr = amrOf(shown(...methods));
        expect(new Set(amr).size).toBe(amr.length);
        for (const value of amr) expect(REGISTERED).toContain(value);
      }),
    );
  });

  it('says mfa exactly where the level is multi-factor', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...METHODS)), (methods) => {
        const evidence = shown(...methods);
        expect(amrOf(evidence).includes('mfa')).toBe(levelOf(evidence) === 'multi-factor');
      }),
    );
  });
});

describe('RFC8176 S2 the level', () => {
  it.each(rows)('%j', (methods, _, level) => {
    expect(levelOf(shown(...methods))).toBe(level);
  });

  it('A1 a password twice is one factor', () => {
    expect(levelOf(shown('password', 'password'))).toBe('single-factor');
  });

  it('S7 a federated sign-in that says nothing of its strength is one factor, without amr', () => {
    expect(levelOf(shown('federated'))).toBe('single-factor');
    expect(amrOf(shown('federated'))).toEqual([]);
  });

  it('A7 one thing shown is never multi-factor', () => {
    for (const method of METHODS) expect(levelOf(shown(method))).toBe('single-factor');
  });

  it('A7 the level is never above what was shown live: what a person knows, with what they have; or a key that verified them', () => {
    const piece = fc.record({
      method: fc.constantFrom(...METHODS, 'magic-link' as const),
      at: fc.nat(),
      traits: fc.subarray(['phishing-resistant', 'user-verified', 'device-bound', 'remembered'] as const),
    });
    // NIST SP 800-63B-4 §5.1, written down here by itself: two kinds, or two in one.
    const worth = (evidence: readonly Evidence[]): string => {
      const live = evidence
        .filter(({ traits }) => !traits.includes('remembered'))
        .map(({ method }) => method);
      const verified = evidence.some(
        ({ method, traits }) =>
          ['webauthn', 'passkey'].includes(method) &&
          traits.includes('user-verified') &&
          !traits.includes('remembered'),
      );
      const knows = live.includes('password') || live.includes('federated');
      const had = /^(totp|email|sms|webauthn|passkey|backup-code|x-.*)$/;
      const has = live.some((name) => had.test(name));
      return verified || (knows && has) ? 'multi-factor' : 'single-factor';
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (evidence) => {
        expect(levelOf(evidence)).toBe(worth(evidence));
        expect(amrOf(evidence).includes('mfa')).toBe(worth(evidence) === 'multi-factor');
      }),
      { numRuns: 1000 },
    );
  });

  it('A5 what a trusted browser remembers was not shown', () => {
    const remembered: readonly Evidence[] = [
      { method: 'password', at: 2, traits: [] },
      { method: 'totp', factorId: 'f', at: 1, traits: ['remembered'] },
      { method: 'webauthn', factorId: 'k', at: 1, traits: ['user-verified', 'device-bound', 'remembered'] },
    ];
    expect(levelOf(remembered)).toBe('single-factor');
    expect(amrOf(remembered)).toEqual(['pwd']);
  });

  it('more shown never lowers it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...METHODS)), fc.constantFrom(...METHODS), (methods, more) => {
        if (levelOf(shown(...methods)) === 'multi-factor')
          expect(levelOf(shown(...methods, more))).toBe('multi-factor');
      }),
    );
  });
});
