import { describe, expect, it } from 'vitest';
import { removeFactor, renameFactor } from '../../src/account/factors/factor-changes.ts';
import { accountWith, active, codeSet, NOON, pending, suspended } from './sample-accounts.ts';

describe('renameFactor', () => {
  it('gives one factor a new label, and says nothing of the label itself', () => {
    const account = accountWith([active('phone'), active('spare')]);
    const { account: next, events } = renameFactor(account, active('spare'), 'Tablet');
    expect(next.factors.map(({ label }) => label)).toEqual(['App phone', 'Tablet']);
    expect({ ...next, factors: account.factors }).toEqual(account);
    expect(events).toEqual([{ type: 'factor.renamed', factorId: 'spare', method: 'totp' }]);
  });
});

describe('removeFactor', () => {
  it('removes the one, and leaves the primary and the backup codes', () => {
    const account = accountWith([active('phone'), active('spare')], { backupCodes: codeSet() });
    const { account: next, events } = removeFactor(account, active('spare'), 'epoch-2');
    expect(next).toEqual({ ...account, epoch: 'epoch-2', factors: [active('phone')] });
    expect(events).toEqual([{ type: 'factor.removed', factorId: 'spare', method: 'totp' }]);
  });

  it('S4.8 removing the primary promotes the one that has been active longest', () => {
    const account = accountWith([
      active('phone'),
      suspended('old', { activatedAt: NOON + 1 }),
      active('spare', { activatedAt: NOON + 2, method: 'x-card' }),
      active('late', { activatedAt: NOON + 3 }),
    ]);
    const { account: next, events } = removeFactor(account, active('phone'), 'epoch-2');
    expect(next.primary).toBe('spare');
    expect(events).toEqual([
      { type: 'factor.removed', factorId: 'phone', method: 'totp' },
      { type: 'primary.changed', factorId: 'spare', method: 'x-card' },
    ]);
  });

  it('S2.11 removing the last one turns MFA off and ends the backup codes', () => {
    const account = accountWith([active('phone')], { backupCodes: codeSet() });
    const { account: next, events } = removeFactor(account, active('phone'), 'epoch-2');
    expect(next).toEqual({
      schema: 1,
      userId: 'anna',
      tags: [],
      createdAt: NOON,
      epoch: 'epoch-2',
      factors: [],
      spent: [],
    });
    expect(next).not.toHaveProperty('primary');
    expect(next).not.toHaveProperty('backupCodes');
    expect(events).toEqual([
      { type: 'factor.removed', factorId: 'phone', method: 'totp' },
      { type: 'mfa.disabled' },
    ]);
  });

  it('a suspended one that is left still counts as enrolled: MFA stays on, and nothing is primary', () => {
    const account = accountWith([active('phone'), suspended('old')], { backupCodes: codeSet() });
    const { account: next, events } = removeFactor(account, active('phone'), 'epoch-2');
    expect(next).not.toHaveProperty('primary');
    expect(next.backupCodes).toEqual(codeSet());
    expect(events).toEqual([{ type: 'factor.removed', factorId: 'phone', method: 'totp' }]);
  });

  it('drops the set-ups under way: they were begun under the epoch that ends here', () => {
    const account = accountWith([active('phone'), active('spare'), pending('new')]);
    expect(removeFactor(account, active('spare'), 'epoch-2').account.factors).toEqual([active('phone')]);
  });

  it('a set-up under way does not keep MFA on', () => {
    const account = accountWith([active('phone'), pending('new')]);
    const { events } = removeFactor(account, active('phone'), 'epoch-2');
    expect(events.map(({ type }) => type)).toContain('mfa.disabled');
  });

  it('S0.19 no event holds anything of the factor but its id and method', () => {
    const phone = active('phone', { label: 'LABEL-CANARY', data: { secret: 'SECRET-CANARY' } });
    const { events } = removeFactor(accountWith([phone]), phone, 'epoch-2');
    expect(JSON.stringify(events)).not.toContain('CANARY');
  });
});
