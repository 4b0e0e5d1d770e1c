import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/account/factors/evidence.ts';
import {
  adds,
  isMet,
  leavesOf,
  mapLeaves,
  openLeaves,
  selects,
} from '../../src/policy/requirements/satisfaction.ts';
import type { Requirement, Selector } from '../../src/policy/schema/requirement.ts';
import { NOON } from './situation.ts';

const shown = (method: Evidence['method'], more: Partial<Evidence> = {}): Evidence => ({
  method,
  at: NOON,
  traits: [],
  ...more,
});
const phone = shown('totp', { factorId: 'phone' });
const spare = shown('totp', { factorId: 'spare' });
const card = shown('x-card', { factorId: 'card', traits: ['device-bound'] });
const key = shown('webauthn', { factorId: 'key', traits: ['phishing-resistant', 'device-bound'] });
const mail = shown('email', { factorId: 'mail', channel: 'mailbox' });
const link = shown('magic-link', { channel: 'mailbox' });
const remembered = shown('totp', { factorId: 'phone', traits: ['remembered'] });
const word = shown('password');
const code = shown('backup-code');

describe('selects', () => {
  const rows: readonly (readonly [selector: Selector, evidence: Evidence, selected: boolean])[] = [
    ['totp', phone, true],
    ['totp', card, false],
    ['password', word, true],
    ['backup-code', code, true],
    [{}, code, true],
    [{ method: ['totp', 'webauthn'] }, key, true],
    [{ method: ['totp', 'webauthn'] }, card, false],
    [{ trait: ['phishing-resistant'] }, key, true],
    [{ trait: ['phishing-resistant'] }, phone, false],
    [{ trait: ['phishing-resistant', 'device-bound'] }, key, true],
    [{ trait: ['phishing-resistant', 'user-verified'] }, key, false],
    [{ not: ['remembered'] }, phone, true],
    [{ not: ['remembered'] }, remembered, false],
    [{ not: ['device-bound', 'remembered'] }, card, false],
    [{ method: ['webauthn'], trait: ['device-bound'], not: ['remembered'] }, key, true],
    [{ method: ['totp'], trait: ['device-bound'] }, key, false],
  ];

  it.each(rows)('%j of %j: %s', (selector, evidence, selected) => {
    expect(selects(selector, evidence)).toBe(selected);
  });
});

describe('isMet', () => {
  type Row = readonly [name: string, requirement: Requirement, evidence: readonly Evidence[], met: boolean];
  const rows: readonly Row[] = [
    ['one of', { of: ['totp', 'x-card'] }, [card], true],
    ['none of', { of: ['totp', 'x-card'] }, [word, code], false],
    ['nothing shown', { of: ['totp'] }, [], false],
    ['two factors of one method', { count: 2, of: ['totp'] }, [phone, spare], true],
    ['one factor shown twice', { count: 2, of: ['totp'] }, [phone, phone], false],
    ['one factor shown fresh and remembered', { count: 2, of: ['totp'] }, [phone, remembered], false],
    ['three of two', { count: 3, of: ['totp'] }, [phone, spare], false],
    ['A1 the password twice', { count: 2, of: ['password', 'totp'] }, [word, word], false],
    ['password and app', { count: 2, of: ['password', 'totp'] }, [word, phone], true],
    ['two backup codes are one thing', { count: 2, of: ['backup-code'] }, [code, code], false],
    [
      'two of one method, where methods are counted',
      { count: 2, of: ['totp', 'x-card'], distinct: 'method' },
      [phone, spare],
      false,
    ],
    [
      'two methods, where methods are counted',
      { count: 2, of: ['totp', 'x-card'], distinct: 'method' },
      [phone, card],
      true,
    ],
    [
      'one mailbox by two methods',
      { count: 2, of: ['email', 'magic-link'], distinct: 'channel' },
      [mail, link],
      false,
    ],
    [
      'one mailbox by two methods, where factors are counted',
      { count: 2, of: ['email', 'magic-link'] },
      [mail, link],
      true,
    ],
    ['a mailbox and an app', { count: 2, of: ['email', 'totp'], distinct: 'channel' }, [mail, phone], true],
    ['two apps without a channel', { count: 2, of: ['totp'], distinct: 'channel' }, [phone, spare], true],
    ['remembered is enough by default', { of: ['totp'] }, [remembered], true],
    ['A5 remembered is not live', { of: ['totp'], live: true }, [remembered], false],
    ['shown now is live', { of: ['totp'], live: true }, [phone], true],
    [
      'A2 a code is not phishing-resistant',
      { of: [{ trait: ['phishing-resistant'] }] },
      [word, phone, code, mail],
      false,
    ],
    ['all of two, both', { all: [{ of: ['totp'] }, { of: ['password'] }] }, [phone, word], true],
    ['all of two, one', { all: [{ of: ['totp'] }, { of: ['password'] }] }, [phone], false],
    ['any of two, one', { any: [{ of: ['totp'] }, { of: ['password'] }] }, [phone], true],
    ['any of two, none', { any: [{ of: ['totp'] }, { of: ['password'] }] }, [code], false],
    [
      'any of alls',
      { any: [{ all: [{ of: ['webauthn'] }] }, { all: [{ of: ['password'] }, { of: ['totp'] }] }] },
      [word, phone],
      true,
    ],
    [
      'all of several any-of',
      { all: [{ any: [{ of: ['webauthn'] }, { of: ['totp'] }] }, { of: ['password'] }] },
      [phone],
      false,
    ],
    [
      'one piece of evidence may serve two parts',
      { all: [{ of: ['totp'] }, { of: ['totp', 'x-card'] }] },
      [phone],
      true,
    ],
  ];

  it.each(rows)('%s', (_, requirement, evidence, met) => {
    expect(isMet(requirement, evidence, NOON)).toBe(met);
  });

  it('L8 S5 an age of maxAge counts, a millisecond more does not', () => {
    const requirement: Requirement = { of: ['totp'], maxAge: '15m' };
    expect(isMet(requirement, [phone], NOON + 900_000)).toBe(true);
    expect(isMet(requirement, [phone], NOON + 900_001)).toBe(false);
    expect(isMet(requirement, [shown('totp', { at: Number.NaN })], NOON)).toBe(false);
  });

  it('L8 only what is fresh is counted', () => {
    const requirement: Requirement = { count: 2, of: ['totp'], maxAge: '1m' };
    expect(isMet(requirement, [phone, { ...spare, at: NOON - 60_001 }], NOON)).toBe(false);
    expect(isMet(requirement, [phone, { ...phone, at: NOON - 60_001 }, spare], NOON)).toBe(true);
  });
});

describe('a requirement taken apart', () => {
  const requirement: Requirement = {
    all: [
      { of: ['totp', { trait: ['device-bound'] }], maxAge: '1m', live: true },
      { any: [{ of: ['password'], maxAge: '1h' }] },
    ],
  };

  it('can be changed in each part that counts, and is not changed itself', () => {
    expect(mapLeaves(requirement, ({ maxAge: _, ...leaf }) => leaf)).toEqual({
      all: [{ of: ['totp', { trait: ['device-bound'] }], live: true }, { any: [{ of: ['password'] }] }],
    });
    expect(requirement).toHaveProperty(['all', 0, 'maxAge'], '1m');
  });

  it('names each part that counts', () => {
    expect(leavesOf(requirement).map(({ maxAge }) => maxAge)).toEqual(['1m', '1h']);
  });

  it('and each that is still to be met', () => {
    const open = (...evidence: readonly Evidence[]) =>
      openLeaves(requirement, evidence, NOON).map(({ maxAge }) => maxAge);
    expect(open()).toEqual(['1m', '1h']);
    expect(open(phone)).toEqual(['1h']);
    expect(open(word)).toEqual(['1m']);
    expect(open(phone, word)).toEqual([]);
    expect(openLeaves({ any: [{ of: ['totp'] }, { of: ['email'] }] }, [phone], NOON)).toEqual([]);
  });
});

describe('what would bring a requirement nearer', () => {
  it('is what counts and is not counted yet', () => {
    expect(adds({ of: ['totp'] }, phone, [], NOON)).toBe(true);
    expect(adds({ of: ['totp'] }, phone, [phone], NOON)).toBe(false);
    expect(adds({ count: 2, of: ['totp'] }, spare, [phone], NOON)).toBe(true);
    expect(adds({ count: 2, of: ['totp'], distinct: 'method' }, spare, [phone], NOON)).toBe(false);
    expect(adds({ of: ['totp'] }, card, [], NOON)).toBe(false);
    expect(adds({ of: ['totp'], live: true }, remembered, [], NOON)).toBe(false);
  });

  it('is not what came the way of the first factor', () => {
    expect(adds({ of: ['email'], distinct: 'channel' }, mail, [link], NOON)).toBe(false);
    expect(adds({ of: ['email'], distinct: 'channel' }, mail, [link, word], NOON)).toBe(true);
  });

  it('is not what would only make room for something else', () => {
    expect(adds({ of: ['email'], distinct: 'channel' }, word, [link, mail], NOON)).toBe(false);
  });
});
