import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  type Policy,
  presetS0,
  presetS1,
  presetS2,
  presetWorkforce,
  profiles,
  withProfile,
} from '../../src/policy/index.ts';
import { amrOf, levelOf } from '../../src/policy/requirements/assurance.ts';
import { anyFacts } from './any-facts.ts';
import { anyPolicy } from './any-policy.ts';
import { HOUR, outcome, password, piece } from './profiles-pieces.ts';
import { factsOf, NOON } from './situation.ts';

const { nistAal2, nistAal3, asvsL3 } = profiles;
describe('profiles in a policy', () => {
  it('A4 the session is asked again, and why is said', () => {
    const policy = withProfile(presetS1, nistAal2);
    const facts = factsOf({ has: ['phone'], shown: ['password', 'phone'] });
    const late = evaluate(policy, facts, { kind: 'sign-in' }, NOON + 24 * HOUR + 1);
    expect(late).toMatchObject({
      outcome: 'challenge',
      unmet: [{ rule: 'profile:nist-aal2', why: 'expired' }],
    });
  });

  it('A5 a trusted device grants no AAL2, neither before nor after the overall timeout', () => {
    const policy = withProfile({ ...presetS1, trustedDevices: { for: '30d' } }, nistAal2);
    for (const shown of [
      ['password', 'phone remembered'],
      ['password', 'phone 25h remembered'],
    ]) {
      expect(outcome(policy, { has: ['phone'], shown })).toBe('challenge');
    }
    expect(outcome(policy, { has: ['phone'], shown: ['password', 'phone'] }, 'trust-device')).toBe(
      'not-offered',
    );
    expect(levelOf([password, piece('totp', 'remembered')])).toBe('single-factor');
    expect(amrOf([password, piece('totp', 'remembered')])).toEqual(['pwd']);
  });

  it('A5 what is remembered never satisfies live, in any policy', () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const live: Policy = {
          ...policy,
          rules: [...policy.rules, { id: 'live', signIn: { of: [{}], live: true } }],
          recovery: [],
        };
        const evidence = facts.evidence.map((shown) => ({
          ...shown,
          traits: [...shown.traits, 'remembered' as const],
        }));
        expect(evaluate(live, { ...facts, evidence }, { kind: 'sign-in' }, NOON).outcome).not.toBe('allow');
      }),
    );
  });

  it('L2 a session of one factor adds nothing to an account of two', () => {
    for (const policy of [
      presetS0,
      withProfile(presetS0, nistAal2),
      withProfile(presetWorkforce, nistAal2),
    ]) {
      expect(
        outcome(policy, { has: ['key webauthn phishing-resistant'], shown: ['password'] }, 'enrol totp'),
      ).toBe('challenge');
      expect(outcome(policy, { has: ['phone'], shown: ['password', 'phone'] }, 'enrol webauthn')).toBe(
        'allow',
      );
    }
  });

  it('L2 several factors may be had, also of one method', () => {
    const policy = withProfile(presetS0, nistAal2);
    const has = ['phone', 'key webauthn phishing-resistant'];
    expect(outcome(policy, { has, shown: ['password', 'phone'] }, 'enrol webauthn')).toBe('allow');
  });

  it('L2 to an account of AAL3 nothing is added by an app', () => {
    const policy = withProfile(presetWorkforce, nistAal3);
    const has = ['phone', 'key webauthn phishing-resistant user-verified device-bound'];
    expect(outcome(policy, { has, shown: ['password', 'phone'] }, 'enrol webauthn')).toBe('challenge');
    expect(outcome(policy, { has, shown: ['password', 'key'] }, 'enrol webauthn')).toBe('allow');
  });

  it.each(['enrol totp', 'remove key', 'primary phone', 'regenerate-backup-codes'])(
    'L8 a stale session is asked again before: %s',
    (intent) => {
      // A policy that, by itself, is content with any session.
      const lax: Policy = {
        ...presetS2,
        methods: { totp: { allow: 'yes' }, webauthn: { allow: 'yes' } },
        manage: { proof: { of: ['totp', 'webauthn'] }, primary: { of: ['totp', 'password'] } },
      };
      const has = ['phone', 'key webauthn phishing-resistant user-verified device-bound'];
      for (const profile of [nistAal2, nistAal3, asvsL3]) {
        const policy = withProfile(lax, profile);
        expect(outcome(lax, { has, shown: ['password 2h', 'key 2h'] }, intent)).toBe('allow');
        expect(outcome(policy, { has, shown: ['password 2h', 'key 15m+'] }, intent)).not.toBe('allow');
        const fresh = outcome(policy, { has, shown: ['password', 'key 15m'] }, intent);
        expect(fresh).toBe(intent === 'enrol totp' && profile !== nistAal2 ? 'method-ending' : 'allow');
      }
    },
  );

  it('L8 a stale session is asked for the password again before the first factor', () => {
    const lax: Policy = { ...presetS0, manage: { ...presetS0.manage, bootstrap: { of: ['password'] } } };
    expect(outcome(lax, { shown: ['password 2h'] }, 'enrol webauthn')).toBe('allow');
    for (const profile of [nistAal2, nistAal3, asvsL3]) {
      expect(outcome(withProfile(lax, profile), { shown: ['password 15m+'] }, 'enrol webauthn')).toBe(
        'challenge',
      );
      expect(outcome(withProfile(lax, profile), { shown: ['password 15m'] }, 'enrol webauthn')).toBe('allow');
    }
  });

  it('R12 under AAL3 and ASVS level 3 no recovery opens the portal without a new factor', () => {
    const lax: Policy = {
      ...presetWorkforce,
      recovery: [
        { via: 'backup-code', grants: 'session' },
        { via: 'form', grants: 'session', after: { enrol: true } },
        { via: 'support', grants: 'session', verify: { approvals: 2 } },
        { via: 'support', grants: 'enrolment' },
      ],
    };
    const has = ['key webauthn phishing-resistant user-verified device-bound'];
    for (const profile of [nistAal3, asvsL3]) {
      const policy = withProfile(lax, profile);
      expect(policy.recovery.map(({ via }) => via)).toEqual(['form']);
      expect(outcome(lax, { has, shown: ['password', 'backup-code'], codes: 1 })).toBe('allow');
      expect(outcome(policy, { has, shown: ['password', 'backup-code'], codes: 1 })).toBe('challenge');
      expect(outcome(policy, { has, shown: ['password'], granted: 'form' })).toBe('enrol');
    }
    expect(withProfile(lax, nistAal2).recovery).toEqual(lax.recovery);
  });
});
