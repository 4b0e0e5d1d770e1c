import { readFileSync } from 'node:fs';
import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import { type Account, newAccount } from '../../src/account/account.ts';
import { isEnrolled } from '../../src/account/factor.ts';
import { decodeAccount, encodeAccount } from '../../src/codec/account-text.ts';
import { createKeyring } from '../../src/codec/keyring.ts';
import { createKeyringSealer } from '../../src/codec/keyring-sealer.ts';
import { findBackupCode, readBackupCode } from '../../src/factors/backup-code.ts';
import { accountWith, active, pending } from '../account/sample-accounts.ts';
import { keyFrom, mfaErrorOf } from './sample-keyring.ts';

const USER = 'user/Ünï:1';
const goldenText = (name: string) => readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8');
const golden = goldenText('account-schema-1');

describe('the golden documents of schema 1', () => {
  // Written by the first release, and never changed since: a release that cannot read them locks its users out.
  const account = decodeAccount(golden, USER);

  it('an account with everything in it reads as it was', () => {
    expect(account).toEqual(JSON.parse(golden));
    expect(account.factors.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'phone active',
      'lost suspended',
      'card active',
      'new pending',
      'proven pending',
    ]);
  });

  it('an account with nothing in it reads as it was', () => {
    const text = goldenText('account-schema-1-new');
    expect(decodeAccount(text, 'bert')).toEqual(newAccount('bert', Date.UTC(2026, 0, 5, 9)));
  });

  it('says what would be written today, with no field more or less', () => {
    expect(JSON.parse(encodeAccount(account))).toEqual(JSON.parse(golden));
  });

  it('H8 its secrets still open, each at its own place', async () => {
    const keyring = createKeyring([{ id: 'golden', key: keyFrom(1) }]);
    const sealer = createKeyringSealer(keyring, createSeededRandom(1));
    for (const { id, data } of account.factors.filter(({ method }) => method === 'totp')) {
      const secret = await sealer.open(String(data.secret), { userId: USER, factorId: id, field: 'secret' });
      expect(new TextDecoder().decode(secret)).toBe('12345678901234567890');
    }
  });

  it('S2.9 the codes somebody wrote down still match, and the one that was used does not', async () => {
    const set = account.backupCodes;
    if (set === undefined) throw new Error('the golden account has no backup codes');
    const find = async (typed: string) => findBackupCode(set, readBackupCode(typed) ?? '');
    expect(await find('A6WY-7RZ9-SN0H-P4T3')).toBe(set.hashes[0]);
    expect(await find('krnw57sedp453r2d')).toBe(set.hashes[1]);
    expect(await find('AQYN-D2RE-20KA-N14J')).toBeUndefined();
  });
});

describe('account text', () => {
  const odd = [
    '\0',
    'a\0b',
    '__proto__',
    'constructor',
    '\ud800',
    '\u2028',
    '"}],',
    '🗝',
    'é',
    'e\u0301',
    ' ',
  ];

  it.each(odd.map((text) => [JSON.stringify(text), text]))(
    'keeps %s as label and id, to the letter',
    (_, text) => {
      const account = accountWith([active(text, { label: text }), pending('new', { label: text })], {
        epoch: text,
      });
      expect(decodeAccount(encodeAccount(account), 'anna')).toEqual(account);
    },
  );

  it('H8 a field that is called __proto__ is data like any other, and reaches no prototype', () => {
    const text = encodeAccount(accountWith([active('phone')])).replace(
      '"data":{',
      '"data":{"__proto__":"polluted","constructor":1,',
    );
    const { data } = decodeAccount(text, 'anna').factors[0] ?? active('none');
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(Object.keys(data)).toEqual(['__proto__', 'constructor', 'secret']);
    expect({}).not.toHaveProperty('polluted');
    expect(encodeAccount(decodeAccount(text, 'anna'))).toContain('"data":{"__proto__":"polluted",');
  });

  it('a document that inherits what it lacks is still one that lacks it', () => {
    const whole = encodeAccount(accountWith([active('phone')]));
    const bare = whole.replace('"epoch":"epoch-1",', '"__proto__":{"epoch":"epoch-1"},');
    expect(mfaErrorOf(() => decodeAccount(bare, 'anna')).message).toContain(' at epoch');
  });

  it('H8 A14 a document copied to another user is refused', () => {
    const error = mfaErrorOf(() => decodeAccount(golden, 'bert'));
    expect(error.code).toBe('account-unreadable');
    expect(error.message).toContain(' at userId');
  });
});

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The golden document with one thing changed; `undefined` removes it. */
function damaged(path: string, value: Json | undefined): string {
  const doc: unknown = JSON.parse(golden);
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], doc) as Record<
    string,
    unknown
  >;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(doc);
}

const CANARY = 'VALUE-CANARY';

describe('a damaged document is refused, with the place and never a value', () => {
  const texts = [
    'userId',
    'epoch',
    'factors[0].id',
    'factors[1].method',
    'factors[0].label',
    'factors[3].epoch',
    'backupCodes.id',
    'backupCodes.salt',
    'backupCodes.hashes[1]',
    'spent[0].id',
  ];
  const wholes = [
    'createdAt',
    'factors[0].createdAt',
    'factors[0].failures.count',
    'factors[4].failures.lastAt',
    'factors[0].activatedAt',
    'factors[1].lastUsedAt',
    'factors[1].suspendedAt',
    'factors[3].expiresAt',
    'backupCodes.createdAt',
    'backupCodes.issued',
    'backupCodes.kdf.n',
    'backupCodes.kdf.r',
    'backupCodes.kdf.p',
    'backupCodes.failures.count',
    'spent[0].until',
  ];
  const lists = ['factors', 'backupCodes.hashes', 'spent'];
  const records = [
    'factors[0]',
    'factors[2].data',
    'factors[3].failures',
    'backupCodes.kdf',
    'backupCodes.failures',
    'spent[0]',
  ];
  // Absent they have a meaning; of another type they have none.
  const optionals = ['primary', 'factors[3].replaces', 'backupCodes', 'backupCodes.acknowledgedAt'];

  const rows: readonly (readonly [path: string, value: Json | undefined])[] = [
    ...texts.flatMap((path) =>
      [undefined, null, 1, true, [CANARY], { [CANARY]: CANARY }].map((value) => [path, value] as const),
    ),
    ...wholes.flatMap((path) =>
      [undefined, null, CANARY, '5', -1, 1.5, 2 ** 53, true, [5]].map((value) => [path, value] as const),
    ),
    ...lists.flatMap((path) => [undefined, null, CANARY, 3, {}].map((value) => [path, value] as const)),
    ...records.flatMap((path) =>
      [undefined, null, CANARY, 3, [CANARY]].map((value) => [path, value] as const),
    ),
    ...optionals.flatMap((path) => [null, true, [CANARY]].map((value) => [path, value] as const)),
    ...[undefined, null, 0, 2, '1', true].map((value) => ['schema', value] as const),
    ...[undefined, null, 'ACTIVE', CANARY, 1].map((value) => ['factors[0].status', value] as const),
    ...[undefined, null, '', CANARY].map((value) => ['factors[3].awaits', value] as const),
    ...[undefined, 'argon2id', CANARY].map((value) => ['backupCodes.kdf.name', value] as const),
    ['factors[2].data.note', [CANARY]],
    ['factors[2].data.note', { a: CANARY }],
  ];

  it.each(rows.map(([path, value]) => [path, JSON.stringify(value) ?? 'removed', value] as const))(
    '%s: %s',
    (path, _, value) => {
      const error = mfaErrorOf(() => decodeAccount(damaged(path, value), USER));
      expect(error.code).toBe('account-unreadable');
      // A list that lost an entry has a hole where the last one was, so the place may be the entry itself.
      const place = value === undefined && path.endsWith(']') ? path.replace(/\d+\]$/, '') : path;
      expect(error.message).toContain(`a stored account cannot be read at ${place}`);
      expect(error.message).not.toContain('CANARY');
    },
  );

  it.each([
    ['two factors with one id', damaged('factors[1].id', 'phone'), ' at factors'],
    [
      'a number that JSON cannot write back',
      damaged('factors[2].data.uses', 9).replace(':9}', ':1e999}'),
      ' at factors[2].data.uses',
    ],
    ['no text', '', ''],
    ['half a text', golden.slice(0, golden.length / 2), ''],
    ['two documents', golden + golden, ''],
    ['a byte order mark before it', `\ufeff${golden}`, ''],
    ['null', 'null', ''],
    ['a list', `[${golden}]`, ''],
    ['a text', JSON.stringify(CANARY), ''],
    ['brackets without end', '['.repeat(100_000), ''],
    ['something else', `{"${CANARY}`, ''],
  ])('%s', (_, text, place) => {
    const error = mfaErrorOf(() => decodeAccount(text, USER));
    expect(error.code).toBe('account-unreadable');
    expect(error.message).toBe(`a stored account cannot be read${place}`);
    expect(error.cause).toBeUndefined();
  });

  it('an account that lost its primary or its backup codes is one that has none', () => {
    const without = (path: string): Account => decodeAccount(damaged(path, undefined), USER);
    expect(without('primary')).not.toHaveProperty('primary');
    expect(without('backupCodes')).not.toHaveProperty('backupCodes');
    expect(without('backupCodes.acknowledgedAt').backupCodes).not.toHaveProperty('acknowledgedAt');
    expect(without('primary').factors.filter(isEnrolled)).toHaveLength(3);
  });
});
