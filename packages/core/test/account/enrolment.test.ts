import { describe, expect, it } from 'vitest';
import {
  activate,
  awaitAcknowledgement,
  beginEnrolment,
  rejectProof,
} from '../../src/account/factors/enrolment.ts';
import { isEnrolled, isPendingAt } from '../../src/account/factors/factor.ts';
import { accountWith, active, codeSet, LIMITS, NOON, pending, suspended } from './sample-accounts.ts';

const ids = ({ factors }: { readonly factors: readonly { readonly id: string }[] }) =>
  factors.map(({ id }) => id);

describe('beginEnrolment', () => {
  it('S1.6 adds a set-up that counts for nothing', () => {
    const { account, events } = beginEnrolment(accountWith([active('phone')]), pending('new'));
    expect(ids(account)).toEqual(['phone', 'new']);
    expect(account.factors.filter(isEnrolled)).toEqual([active('phone')]);
    expect(account.primary).toBe('phone');
    expect(account.epoch).toBe('epoch-1');
    expect(events).toEqual([{ type: 'enrolment.begun', factorId: 'new', method: 'totp' }]);
  });

  it('keeps three open set-ups of a method; the oldest gives way to a fourth', () => {
    const three = accountWith([pending('a'), active('phone'), pending('b'), pending('c')]);
    expect(ids(beginEnrolment(accountWith([pending('a'), pending('b')]), pending('c')).account)).toHaveLength(
      3,
    );
    expect(ids(beginEnrolment(three, pending('d')).account)).toEqual(['phone', 'b', 'c', 'd']);
  });

  it('counts the set-ups of each method apart', () => {
    const three = accountWith([pending('a'), pending('b'), pending('c')]);
    const other = pending('d', { method: 'x-card' });
    expect(ids(beginEnrolment(three, other).account)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('rejectProof', () => {
  it('H4 counts a wrong code on the set-up, and on nothing else', () => {
    const factor = pending('new');
    const account = accountWith([active('phone'), factor], { backupCodes: codeSet() });
    const change = rejectProof(account, factor, LIMITS, NOON);
    expect(change.account.factors).toEqual([
      active('phone'),
      { ...factor, failures: { count: 1, lastAt: NOON } },
    ]);
    expect(change.account.backupCodes).toEqual(codeSet());
    expect(change.events).toEqual([
      { type: 'enrolment.rejected', factorId: 'new', method: 'totp', failures: 1 },
    ]);
  });

  it('P1 at the cap the set-up is dropped; what is enrolled stays', () => {
    const factor = pending('new', { failures: { count: 99, lastAt: NOON } });
    const { account, events } = rejectProof(accountWith([active('phone'), factor]), factor, LIMITS, NOON);
    expect(account.factors).toEqual([active('phone')]);
    expect(events).toEqual([{ type: 'enrolment.rejected', factorId: 'new', method: 'totp', failures: 100 }]);
  });
});

describe('awaitAcknowledgement', () => {
  const factor = pending('new', { failures: { count: 2, lastAt: NOON }, replaces: 'phone' });
  const proof = { factor, data: { secret: 'sealed-new', lastStep: 7 }, expiresAt: NOON + 900 };

  it('S2.7 the code was right, and still nothing is enrolled', () => {
    const { account, events } = awaitAcknowledgement(accountWith([factor]), proof);
    expect(account.factors).toEqual([
      {
        ...factor,
        data: { secret: 'sealed-new', lastStep: 7 },
        expiresAt: NOON + 900,
        awaits: 'acknowledgement',
        failures: { count: 0, lastAt: 0 },
      },
    ]);
    expect(account.factors.some(isEnrolled)).toBe(false);
    expect(account.primary).toBeUndefined();
    expect(events).toEqual([{ type: 'enrolment.proven', factorId: 'new', method: 'totp' }]);
  });

  it('S2.7 one set-up waits at a time: a second one that is proven takes its place', () => {
    const waiting = pending('first', { awaits: 'acknowledgement' });
    const account = accountWith([active('phone'), waiting, pending('third'), factor]);
    expect(ids(awaitAcknowledgement(account, proof).account)).toEqual(['phone', 'third', 'new']);
  });
});

describe('activate', () => {
  const factor = pending('new', { failures: { count: 2, lastAt: NOON } });
  const activation = { factor, data: { secret: 'sealed-new', lastStep: 7 }, epoch: 'epoch-2', now: NOON + 9 };

  it('S1.9 activates the first factor, as primary, and says that MFA is on', () => {
    const { account, events } = activate(accountWith([factor]), activation);
    expect(account.factors).toEqual([
      active('new', { createdAt: NOON, activatedAt: NOON + 9, lastUsedAt: NOON + 9, data: activation.data }),
    ]);
    expect(account.primary).toBe('new');
    expect(events).toEqual([
      { type: 'factor.activated', factorId: 'new', method: 'totp' },
      { type: 'primary.changed', factorId: 'new', method: 'totp' },
      { type: 'mfa.enabled' },
    ]);
  });

  it('L5 gives the account a new epoch, so that every earlier token is invalid', () => {
    expect(activate(accountWith([factor]), activation).account.epoch).toBe('epoch-2');
  });

  it('drops every other set-up: each was begun under the epoch that ends here', () => {
    const account = accountWith([pending('a'), factor, pending('b', { awaits: 'acknowledgement' })]);
    expect(ids(activate(account, activation).account)).toEqual(['new']);
  });

  it('adds a second factor behind the first, which stays primary', () => {
    const { account, events } = activate(accountWith([active('phone'), factor]), activation);
    expect(ids(account)).toEqual(['phone', 'new']);
    expect(account.primary).toBe('phone');
    expect(events).toEqual([{ type: 'factor.activated', factorId: 'new', method: 'totp' }]);
  });

  it('the one that it replaces is removed in the same step; the new one takes over as primary', () => {
    const replacing = { ...activation, factor: { ...factor, replaces: 'phone' } };
    const { account, events } = activate(accountWith([active('phone'), active('spare'), factor]), replacing);
    expect(ids(account)).toEqual(['spare', 'new']);
    expect(account.primary).toBe('new');
    expect(events).toEqual([
      { type: 'factor.activated', factorId: 'new', method: 'totp' },
      { type: 'factor.removed', factorId: 'phone', method: 'totp' },
      { type: 'primary.changed', factorId: 'new', method: 'totp' },
    ]);
    expect(account.factors.at(-1)).not.toHaveProperty('replaces');
  });

  it('replacing one that is not primary leaves the primary alone', () => {
    const replacing = { ...activation, factor: { ...factor, replaces: 'spare' } };
    const { account } = activate(accountWith([active('phone'), active('spare'), factor]), replacing);
    expect(account.primary).toBe('phone');
    expect(ids(account)).toEqual(['phone', 'new']);
  });

  it('P1 a suspended factor is replaced like an active one: enrolling again is its way out', () => {
    const replacing = { ...activation, factor: { ...factor, replaces: 'phone' } };
    const { account, events } = activate(accountWith([suspended('phone'), factor]), replacing);
    expect(ids(account)).toEqual(['new']);
    expect(account.factors[0]?.failures.count).toBe(0);
    expect(events.map(({ type }) => type)).not.toContain('mfa.enabled');
  });

  it('a factor to replace that is gone by now changes nothing else', () => {
    const replacing = { ...activation, factor: { ...factor, replaces: 'gone' } };
    const { account, events } = activate(accountWith([active('phone'), factor]), replacing);
    expect(ids(account)).toEqual(['phone', 'new']);
    expect(events.map(({ type }) => type)).toEqual(['factor.activated']);
  });

  it('takes over as primary where there was none', () => {
    const { primary: _, ...account } = accountWith([suspended('phone'), factor]);
    expect(activate(account, activation).account.primary).toBe('new');
  });

  it('keeps the backup codes', () => {
    const account = accountWith([factor], { backupCodes: codeSet() });
    expect(activate(account, activation).account.backupCodes).toEqual(codeSet());
  });
});

describe('a set-up and time', () => {
  it('is open until it expires, and what is enrolled never is one', () => {
    const factor = pending('new', { expiresAt: NOON });
    expect(isPendingAt(factor, NOON - 1)).toBe(true);
    expect(isPendingAt(factor, NOON)).toBe(false);
    expect(isPendingAt(active('phone'), NOON - 1)).toBe(false);
  });
});
