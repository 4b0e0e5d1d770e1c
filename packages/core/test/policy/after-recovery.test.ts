import { evaluate, type Facts, type Policy, presetS1, presetS3 } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';

const NOON = Date.UTC(2026, 10, 21, 12);
const password = { method: 'password', at: NOON, traits: [] } as const;
const phone = { id: 'phone', method: 'totp', status: 'active', traits: [] } as const;
const bare: Facts = { user: { accountName: 'anna' }, factors: [], backupCodesLeft: 0, evidence: [password] };

describe('who lost everything and was let back in', () => {
  test('S0.18 has to set up something again, also where enrolling is optional, and cannot put it off', () => {
    const facts: Facts = { ...bare, mustEnrol: true };
    expect(evaluate(presetS3, bare, { kind: 'sign-in' }, NOON).outcome).toBe('allow');
    const decision = evaluate(presetS3, facts, { kind: 'sign-in' }, NOON);
    expect(decision).toMatchObject({
      outcome: 'enrol',
      methods: ['totp', 'webauthn', 'sms', 'email'],
      unmet: [{ path: 'recovery.after.enrol', why: 'not-enrolled' }],
    });
    expect(decision).not.toHaveProperty('grace');
    const patient: Policy = {
      ...presetS3,
      rules: [{ id: 'r', enrol: { of: ['totp'] }, grace: { skips: 3 } }],
    };
    expect(evaluate(patient, bare, { kind: 'sign-in' }, NOON)).toHaveProperty('grace');
    expect(evaluate(patient, facts, { kind: 'sign-in' }, NOON)).not.toHaveProperty('grace');
    expect(evaluate(patient, facts, { kind: 'postpone-enrolment' }, NOON)).toMatchObject({
      outcome: 'deny',
      reason: 'no-grace',
    });
  });

  test('is done with it once there is a usable factor, and not with a suspended one', () => {
    const facts: Facts = {
      ...bare,
      mustEnrol: true,
      evidence: [password, { ...phone, factorId: 'phone', at: NOON }],
    };
    expect(evaluate(presetS1, { ...facts, factors: [phone] }, { kind: 'sign-in' }, NOON).outcome).toBe(
      'allow',
    );
    const suspended = { ...phone, status: 'suspended' } as const;
    expect(
      evaluate(presetS1, { ...facts, factors: [suspended] }, { kind: 'sign-in' }, NOON).outcome,
    ).not.toBe('allow');
  });

  test('where what was lost dies with the new factor, it is not in its way', () => {
    const policy: Policy = {
      ...presetS3,
      methods: { totp: { allow: 'yes', max: 1 } },
    };
    const facts: Facts = { ...bare, factors: [phone] };
    const enrol = { kind: 'enrol', method: 'totp' } as const;
    expect(evaluate(policy, facts, enrol, NOON)).toMatchObject({ outcome: 'deny', reason: 'limit-reached' });
    const form = { method: 'form', at: NOON, traits: [] } as const;
    const recovered: Facts = { ...facts, evidence: [password, form] };
    expect(evaluate(policy, recovered, enrol, NOON).outcome).toBe('allow');
    expect(evaluate(policy, recovered, { ...enrol, kind: 'confirm' }, NOON).outcome).toBe('allow');
  });
});

describe('a requirement that the program says', () => {
  const facts: Facts = { ...bare, factors: [phone] };
  const ask = (requirement: object, evidence: Facts['evidence']): string =>
    evaluate(presetS1, { ...facts, evidence }, { kind: 'requirement', requirement } as never, NOON).outcome;
  const shown = { method: 'totp', factorId: 'phone', at: NOON - 60_000, traits: [] } as const;

  test('is asked for on top of what any session must show', () => {
    expect(ask({ of: ['password'] }, [password])).toBe('challenge');
    expect(ask({ of: ['password'] }, [password, shown])).toBe('allow');
    expect(ask({ of: ['totp'], maxAge: '1m' }, [password, shown])).toBe('allow');
    expect(ask({ of: ['totp'], maxAge: '59s' }, [password, shown])).toBe('challenge');
    expect(ask({ of: ['webauthn'] }, [password, shown])).toBe('deny');
  });

  test('A5 is not met by what a trusted browser remembers', () => {
    expect(ask({ of: ['totp'] }, [password, { ...shown, traits: ['remembered'] }])).toBe('challenge');
  });
});
