import { evaluate, type Facts, type Policy, presetS1, presetS3 } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';

const NOON = Date.UTC(2026, 10, 21, 12);
const password = { method: 'password', at: NOON, traits: [] } as const;
const phone = { id: 'phone', method: 'totp', status: 'active', traits: [] } as const;
const bare: Facts = { user: { accountName: 'anna' }, factors: [], backupCodesLeft: 0, evidence: [password] };

describe('a session that holds a recovery grant', () => {
  test('FA3 may enrol without the old factor, and only while it holds the grant', () => {
    const facts: Facts = { ...bare, factors: [phone] };
    const granted: Facts = { ...facts, grant: { via: 'form' } };
    const enrol = { kind: 'enrol', method: 'webauthn' } as const;
    expect(evaluate(presetS3, granted, { kind: 'sign-in' }, NOON)).toMatchObject({
      outcome: 'enrol',
      methods: ['totp', 'webauthn', 'sms', 'email'],
    });
    expect(evaluate(presetS3, granted, enrol, NOON).outcome).toBe('allow');
    expect(evaluate(presetS3, facts, enrol, NOON).outcome).toBe('challenge');
    expect(evaluate(presetS3, granted, { kind: 'manage' }, NOON).outcome).toBe('challenge');
  });

  test('a factor that a recovery switched off still counts as enrolled: the password alone opens nothing', () => {
    const off = { ...phone, status: 'suspended' } as const;
    const facts: Facts = { ...bare, factors: [off] };
    for (const policy of [presetS1, presetS3]) {
      expect(evaluate(policy, facts, { kind: 'sign-in' }, NOON)).toMatchObject({
        outcome: 'deny',
        reason: 'no-usable-factor',
      });
      expect(evaluate(policy, facts, { kind: 'enrol', method: 'totp' }, NOON).outcome).toBe('deny');
    }
  });

  test('what the new factor replaces is not in its way', () => {
    const policy: Policy = {
      ...presetS3,
      methods: { totp: { allow: 'yes', max: 1 } },
    };
    const facts: Facts = { ...bare, factors: [phone] };
    const enrol = { kind: 'enrol', method: 'totp' } as const;
    expect(evaluate(policy, facts, enrol, NOON)).toMatchObject({ outcome: 'deny', reason: 'limit-reached' });
    const recovered: Facts = { ...facts, grant: { via: 'form' } };
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
