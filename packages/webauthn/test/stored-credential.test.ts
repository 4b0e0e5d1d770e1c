import { describe, expect, test } from 'vitest';
import { enrolled, judge, newKey, newMethod, question, use } from './laboratory.ts';

const method = newMethod();

describe('W20 a stored credential', () => {
  test('whose key was exchanged by somebody with access to the database throws, and lets nobody in', async () => {
    const [own, attacker] = [newKey(), newKey()];
    const data = await enrolled(method, own);
    const theirs = await enrolled(method, attacker);
    const swapped = { ...data, publicKey: String(theirs.publicKey) };
    await expect(use(method, own, { data: swapped })).rejects.toMatchObject({ code: 'seal-broken' });
    const moved = { ...theirs, hash: String(data.hash) };
    await expect(use(method, attacker, { data: moved })).rejects.toMatchObject({ code: 'seal-broken' });
  });

  test.each(['uvInitialized', 'backupEligible'])('whose %s was turned over throws', async (field) => {
    const key = newKey();
    const data = await enrolled(method, key);
    await expect(
      use(method, key, { data: { ...data, [field]: data[field] !== true } }),
    ).rejects.toMatchObject({
      code: 'seal-broken',
    });
  });

  test('that was copied to another account throws', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    const response = await key.get(await question(method, data));
    await expect(judge(method, { data, response, userId: 'bob' })).rejects.toMatchObject({
      code: 'seal-broken',
    });
  });

  test.each([
    ['publicKey', null],
    ['signCount', '5'],
    ['algorithm', 'none'],
    ['userHandle', ''],
    ['transports', null],
  ])('with an unreadable %s throws, and is not taken for an empty one', async (field, value) => {
    const key = newKey();
    const data = await enrolled(method, key);
    expect(() => method.shows({ ...data, [field]: value })).toThrowError(
      expect.objectContaining({ code: 'account-unreadable' }),
    );
  });
});

test.each(['note', '__proto__'])(
  'FA20 a member %s of a newer version is refused, not dropped',
  async (name) => {
    const own = await enrolled(method, newKey());
    const data = JSON.parse(JSON.stringify(own).replace('{', `{"${name}":1,`));
    expect(() => method.shows(data)).toThrowError(
      expect.objectContaining({
        code: 'account-unreadable',
        message: expect.stringContaining(` at data.${name}`),
      }),
    );
  },
);

describe('an answer names its key', () => {
  test('W13 among the user’s own, and no other', async () => {
    const [one, two, foreign] = [newKey(), newKey(), newKey()];
    const [first, second] = [await enrolled(method, one), await enrolled(method, two)];
    const factors = [
      { factorId: 'one', data: first },
      { factorId: 'two', data: second },
    ];
    const answeredBy = async (key: typeof one, data: typeof first): Promise<string | undefined> =>
      method.ceremony?.answeredBy(await key.get(await question(method, data)), factors);
    expect(await answeredBy(one, first)).toBe('one');
    expect(await answeredBy(two, second)).toBe('two');
    expect(await answeredBy(foreign, await enrolled(method, foreign))).toBeUndefined();
    for (const nonsense of [undefined, null, '123456', {}, { id: 7 }, { id: 'one', rawId: 'one' }]) {
      expect(method.ceremony?.answeredBy(nonsense, factors)).toBeUndefined();
    }
  });

  test('and says what make it is, where that is well known', async () => {
    const yubikey = newKey({ aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a' });
    expect(method.hint?.(await enrolled(method, yubikey))).toBe('YubiKey 5 NFC');
    expect(method.hint?.(await enrolled(method, newKey()))).toBeUndefined();
    const data = await enrolled(method, newKey());
    expect(method.credentialId?.(data)).toBe(data.credentialId);
  });
});
