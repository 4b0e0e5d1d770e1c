import { describe, expect, it } from 'vitest';
import { epochOf, newAccount } from '../../src/account/account.ts';
import { isSpent, spendChallenge, withoutExpired } from '../../src/account/sign-in/challenges.ts';
import { accountWith, active, NOON, pending, suspended } from './sample-accounts.ts';

describe('challenges that were answered', () => {
  it('A8 are known by their id from then on', () => {
    const account = accountWith([active('phone')]);
    const after = spendChallenge(account, { id: 'c1', expiresAt: NOON + 1 });
    expect(isSpent(account, 'c1')).toBe(false);
    expect(isSpent(after, 'c1')).toBe(true);
    expect(isSpent(after, 'c2')).toBe(false);
    expect(after.spent).toEqual([{ id: 'c1', until: NOON + 1 }]);
  });

  it('FS5 A8 are kept for two days after they expired, whatever a clock that runs ahead says, and no longer', () => {
    const account = spendChallenge(accountWith([active('phone')]), { id: 'c1', expiresAt: NOON });
    expect(isSpent(withoutExpired(account, NOON - 1), 'c1')).toBe(true);
    expect(isSpent(withoutExpired(account, NOON + 2 * 86_400_000 - 1), 'c1')).toBe(true);
    expect(withoutExpired(account, NOON + 2 * 86_400_000).spent).toEqual([]);
  });
});

describe('withoutExpired', () => {
  it('drops the set-ups nobody finished, and nothing that is enrolled', () => {
    const account = accountWith([
      pending('over', { expiresAt: NOON }),
      active('phone'),
      suspended('old'),
      pending('waiting', { expiresAt: NOON, awaits: 'acknowledgement' }),
      pending('open', { expiresAt: NOON + 1 }),
    ]);
    expect(withoutExpired(account, NOON).factors.map(({ id }) => id)).toEqual(['phone', 'old', 'open']);
  });
});

describe('epochOf', () => {
  it('is the same for nobody and for an account in which nothing was enrolled yet', () => {
    expect(epochOf(undefined)).toBe(epochOf(newAccount('anna', NOON)));
    expect(epochOf(accountWith([]))).toBe('epoch-1');
  });
});
