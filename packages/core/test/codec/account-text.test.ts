import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import { type Account, newAccount } from '../../src/account/account.ts';
import { encodeAccount } from '../../src/codec/account-text.ts';
import { createKeyringSealer } from '../../src/codec/keyring-sealer.ts';
import { findBackupCode, hashBackupCode, readBackupCode } from '../../src/factors/backup-code.ts';
import { accountWith, active, codeSet, pending } from '../account/sample-accounts.ts';
import { mfaErrorOf, ringOf, withOneCharacterChanged } from './sample-keyring.ts';
import { decodeLate, GOLDEN, goldenBody, goldenRing, goldenText, readBack, readGenuine } from './stored.ts';

const { userId: USER, tag: TAG } = GOLDEN;
const golden = goldenText();
const readGolden = (state: string): Account => decodeLate(goldenRing, USER, { tag: TAG, state });

describe('the golden documents of schema 1', () => {
  // Written once and never changed: a version that cannot read them locks its users out.
  const account = readGolden(golden);

  it('an account with everything in it reads as it was', () => {
    expect(account).toEqual(JSON.parse(goldenBody()));
    expect(account.factors.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'phone active',
      'lost suspended',
      'card active',
      'new pending',
      'proven pending',
    ]);
  });

  it('an account with nothing in it reads as it was', () => {
    const tag = 'bmV3LXRhZw';
    const state = goldenText('account-schema-1-new');
    const bert = { ...newAccount('bert', Date.UTC(2026, 0, 5, 9)), tags: [tag] };
    expect(decodeLate(goldenRing, 'bert', { tag, state })).toEqual(bert);
  });

  it('FA14 is written today as it is stored, to the byte', () => {
    expect(encodeAccount(goldenRing, { ...account, tags: account.tags.slice(0, -1) }, TAG)).toBe(golden);
  });

  it('H8 its secrets still open, each at its own place', async () => {
    const sealer = createKeyringSealer(goldenRing, createSeededRandom(1));
    for (const { id, data } of account.factors.filter(({ method }) => method === 'totp')) {
      const secret = await sealer.open(String(data.secret), { userId: USER, factorId: id, field: 'secret' });
      expect(new TextDecoder().decode(secret)).toBe('12345678901234567890');
    }
  });

  it('S2.9 the codes somebody wrote down still match, and the one that was used does not', async () => {
    const set = account.backupCodes;
    if (set === undefined) throw new Error('the golden account has no backup codes');
    const find = async (typed: string) =>
      findBackupCode(set, await hashBackupCode(set, readBackupCode(typed) ?? ''));
    expect(await find('A6WY-7RZ9-SN0H-P4T3')).toBe(set.hashes[0]);
    expect(await find('krnw57sedp453r2d')).toBe(set.hashes[1]);
    expect(await find('AQYN-D2RE-20KA-N14J')).toBeUndefined();
  });
});

describe('FA14 a stored account is authenticated as a whole', () => {
  const codeOf = (call: () => unknown): string => mfaErrorOf(call).code;

  it('stays one JSON object, with the key id and the code as its last member', () => {
    const members = Object.keys(JSON.parse(golden));
    expect(members.at(-1)).toBe('mac');
    expect(members.slice(0, -1)).toEqual(Object.keys(JSON.parse(goldenBody())));
    expect(JSON.parse(golden).mac).toMatch(/^golden\.[A-Za-z0-9_-]{43}$/);
  });

  it('every byte counts', () => {
    const bytes = Buffer.from(golden, 'utf8');
    const refused = new Set<string>();
    for (let place = 0; place < bytes.length; place++) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8));
      refused.add(codeOf(() => readGolden(changed.toString('utf8'))));
    }
    // A changed key id names a key that there is not.
    expect([...refused].sort()).toEqual(['account-tampered', 'key-unknown']);
  });

  it('every character of the code counts, also where two spellings decode to the same bytes', () => {
    const start = golden.lastIndexOf('.') + 1;
    const end = golden.length - 2;
    for (const mac of withOneCharacterChanged(golden.slice(start, end))) {
      expect(codeOf(() => readGolden(golden.slice(0, start) + mac + golden.slice(end)))).toBe(
        'account-tampered',
      );
    }
  });

  it('H8 A14 a document copied to another user, or put beside another tag, is refused', () => {
    expect(codeOf(() => decodeLate(goldenRing, 'bert', { tag: TAG, state: golden }))).toBe(
      'account-tampered',
    );
    expect(codeOf(() => decodeLate(goldenRing, USER, { tag: 'other', state: golden }))).toBe(
      'account-tampered',
    );
  });

  it('what is user id and what is tag cannot be shifted against each other', () => {
    const odd = ['a', 'a"', '","', 'a\n', 'a","b', '\\', '\\"', '", "', '["a"]', '\0', 'é', 'e\u0301'];
    for (const userId of odd) {
      for (const tag of odd) {
        const state = encodeAccount(goldenRing, newAccount(userId, 0), tag);
        expect(decodeLate(goldenRing, userId, { tag, state }).userId).toBe(userId);
        for (const other of odd) {
          if (other !== userId) {
            expect(codeOf(() => decodeLate(goldenRing, other, { tag, state }))).toBe('account-tampered');
          }
          if (other !== tag) {
            expect(codeOf(() => decodeLate(goldenRing, userId, { tag: other, state }))).toBe(
              'account-tampered',
            );
          }
        }
      }
    }
  });

  it.each([
    ['without a code', goldenBody()],
    ['with an empty code', golden.replace(/"mac":".*"/, '"mac":""')],
    ['with a code without a key', golden.replace('"mac":"golden.', '"mac":"')],
    ['with a code that is not the last member', golden.replace(/(\{)(.*),("mac":"[^"]*")\}$/s, '$1$3,$2}')],
    ['with something after it', `${golden} `],
    ['with a line break after it', `${golden}\n`],
    ['with its code twice', golden.replace(/(,"mac":"[^"]*")\}$/, '$1$1}')],
    ['with line breaks for people', JSON.stringify(JSON.parse(golden), null, 2)],
    ['that is empty', ''],
    ['that was cut', golden.slice(0, golden.length / 2)],
    ['twice', golden + golden],
    ['with a byte order mark before it', `\ufeff${golden}`],
    ['that is no account', 'null'],
    ['that opens brackets without end', '['.repeat(100_000)],
  ])('a document %s is refused, and nothing of it is shown', (_, state) => {
    const error = mfaErrorOf(() => readGolden(state));
    expect(error.code).toBe('account-tampered');
    expect(error.message).toMatch(/^a stored account is not as it was saved: [a-z ,]+$/);
    expect(error.cause).toBeUndefined();
  });

  it('half a surrogate pair is not taken for the character that replaces it', () => {
    const account = accountWith([active('phone', { label: 'pin \ufffd' })]);
    const state = encodeAccount(goldenRing, account, TAG);
    const swapped = state.replace('\ufffd', '\ud800');
    expect(new TextEncoder().encode(swapped)).toEqual(new TextEncoder().encode(state));
    expect(codeOf(() => decodeLate(goldenRing, 'anna', { tag: TAG, state: swapped }))).toBe(
      'account-tampered',
    );
  });

  it('a retired key reads and does not write, and a key that is gone is named', () => {
    const state = encodeAccount(ringOf('a'), newAccount('anna', 0), TAG);
    const account = decodeLate(ringOf('b', 'a'), 'anna', { tag: TAG, state });
    expect(encodeAccount(ringOf('b', 'a'), account, 'next')).toContain('"mac":"b.');
    const error = mfaErrorOf(() => decodeLate(ringOf('b'), 'anna', { tag: TAG, state }));
    expect(error.code).toBe('key-unknown');
    expect(error.message).toBe('a stored account needs the key "a", which is not in keys');
  });

  it('a genuine code by another key of the ring does not fit, nor one of another purpose', () => {
    const state = encodeAccount(ringOf('a', 'b'), newAccount('anna', 0), TAG);
    const moved = state.replace('"mac":"a.', '"mac":"b.');
    expect(codeOf(() => decodeLate(ringOf('a', 'b'), 'anna', { tag: TAG, state: moved }))).toBe(
      'account-tampered',
    );
  });
});

describe('FA38 an account remembers its latest saves', () => {
  it('the last eight, newest last', () => {
    let account = newAccount('anna', 0);
    for (let save = 1; save <= 10; save++) {
      const state = encodeAccount(goldenRing, account, `tag-${save}`);
      account = decodeLate(goldenRing, 'anna', { tag: `tag-${save}`, state });
    }
    expect(account.tags).toEqual([3, 4, 5, 6, 7, 8, 9, 10].map((save) => `tag-${save}`));
  });

  it('the newest is the tag that it is stored under', () => {
    const body = goldenBody().replace(TAG, 'another-tag');
    expect(mfaErrorOf(() => readGenuine(body)).message).toContain(' at tags');
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
    ',"mac":"a.b"}',
  ];

  it.each(odd.map((text) => [JSON.stringify(text), text]))(
    'keeps %s as label and id, to the letter',
    (_, text) => {
      const account = accountWith([active(text, { label: text }), pending('new', { label: text })], {
        epoch: text,
      });
      expect(readBack(account)).toEqual({ ...account, tags: ['next-tag'] });
    },
  );

  it('H8 a field that is called __proto__ is data like any other, and reaches no prototype', () => {
    const data = JSON.parse('{"__proto__":"polluted","constructor":1,"secret":"s"}');
    const read = readBack(accountWith([active('phone', { data })])).factors[0]?.data ?? {};
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor', 'secret']);
    expect({}).not.toHaveProperty('polluted');
  });

  it('FA20 what could not be read again is not written', () => {
    const twice = accountWith([active('phone'), active('phone')]);
    const newer = accountWith([active('phone')], JSON.parse('{"pinned":true}'));
    const broken = accountWith([active('phone')], { backupCodes: codeSet({ issued: Number.NaN }) });
    for (const account of [twice, newer, broken]) {
      expect(mfaErrorOf(() => encodeAccount(goldenRing, account, TAG)).code).toBe('account-unreadable');
    }
  });
});
