import { createHmac } from 'node:crypto';
import {
  type DeliveryAdapter,
  emailCode,
  type FactorContext,
  type FactorData,
  type FactorMethod,
  MfaError,
  type RandomSource,
  smsCode,
} from '@factorkit/core';
import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../../test-tiers.ts';

const delivery: DeliveryAdapter = {
  name: 'post',
  channels: ['email', 'sms'],
  deliver: async () => ({ kind: 'accepted' }),
};

const CODES = runs(100_000);
const hash = (text: string): string => createHmac('sha256', 'test').update(text).digest('base64url');

const place: FactorContext = {
  userId: 'anna',
  factorId: 'factor-1',
  keyed: {
    of: hash,
    matches: (text: string, stored: string) => hash(text) === stored,
    outdated: () => false,
  },
  sealer: {
    seal: async (plain) => Buffer.from(plain).toString('base64url'),
    open: async (sealed) => new Uint8Array(Buffer.from(sealed, 'base64url')),
  },
};
const BINDING = 'challenge:one';
const rule = { allow: 'yes' } as const;
const contacts = {
  email: { id: 'mail', channel: 'email', address: 'anna@example.com' },
  sms: { id: 'phone', channel: 'sms', address: '+4915112345678' },
} as const;

const methods: readonly (readonly ['email' | 'sms', FactorMethod])[] = [
  ['email', emailCode({ delivery })],
  ['sms', smsCode({ delivery })],
];

describe('FC5 a number of the portal', () => {
  const method = smsCode({ delivery });
  const enrol = (address: string) =>
    method.create({
      ...place,
      random: createSeededRandom(6),
      others: [],
      contact: { id: 'phone', channel: 'sms', address },
    });

  test.each([
    '+49 170 1234567',
    '+49-170-123-45-67',
    '+49 (170) 1234567',
    '+49 (0) 170 1234567',
    '+49.170.1234567',
    '+49/170/1234567',
    '\u202a+49\u00a0170\u00a01234567\u202c',
    '+४९ १७० १२३४५६७',
  ])('FC5 %s is read, and codes go to +491701234567', async (address) => {
    const data = await enrol(address);
    const { delivery: message } =
      (await method.sending?.compose({
        ...place,
        data,
        binding: BINDING,
        purpose: 'enrolment',
        issuer: 'Portal',
        rule,
        random: createSeededRandom(7),
        now: 0,
      })) ?? {};
    expect(message?.to).toBe('+491701234567');
    // The same number in another spelling is the same contact.
    for (const spelling of [address, '+491701234567', '+49 1701 234567']) {
      const contact = { id: 'phone', channel: 'sms', address: spelling } as const;
      expect(await method.sending?.reaches({ ...place, data }, [contact])).toEqual({ kind: 'current' });
    }
  });

  test.each([
    '0170 1234567',
    '491701234567',
    '+49 170',
    '+49 170 1234567 ext 5',
    '+0170 1234567',
    '+49170123456789012',
  ])('FC5 %s is refused with the reason', async (address) => {
    await expect(enrol(address)).rejects.toMatchObject({
      code: 'portal-failed',
      message: expect.stringContaining('a number in E.164, such as +491701234567'),
    });
  });
});

interface Composed {
  readonly data: FactorData;
  readonly code: string;
}

async function compose(
  method: FactorMethod,
  { random, digits = 6 }: { readonly random: RandomSource; readonly digits?: 6 | 7 | 8 },
): Promise<Composed> {
  const name = method.method === 'sms' ? 'sms' : 'email';
  const chance = createSeededRandom(5);
  const data = await method.create({ ...place, random: chance, others: [], contact: contacts[name] });
  return again(method, { data, random, digits });
}

async function again(
  { sending }: FactorMethod,
  {
    data,
    random,
    digits,
    binding = BINDING,
  }: {
    readonly data: FactorData;
    readonly random: RandomSource;
    readonly digits: 6 | 7 | 8;
    readonly binding?: string;
  },
): Promise<Composed> {
  if (sending === undefined) throw new Error('expected a method that sends');
  const composed = await sending.compose({
    ...place,
    data,
    binding,
    purpose: 'sign-in',
    issuer: 'Example Portal',
    rule: { ...rule, code: { digits } },
    random,
    now: 0,
  });
  return { data: composed.data, code: composed.delivery.code };
}

/** The source says these numbers of 32 bits, one after the other; what else is asked for, it makes up. */
function saying(...numbers: readonly number[]): RandomSource {
  const rest = [...numbers];
  const chance = createSeededRandom(6);
  return (length) => {
    const next = length === 4 ? rest.shift() : undefined;
    if (next === undefined) return chance(length);
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, next);
    return bytes;
  };
}

/** Pearson's, against bins that are all alike. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function counted(bins: number, values: readonly number[]): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe.each(methods)('a code by %s', (_name, method) => {
  test(`O2 ${CODES} codes are spread evenly: each digit, and the first three together`, async () => {
    const random = createSeededRandom(2026);
    let { data } = await compose(method, { random });
    const codes: string[] = [];
    for (let i = 0; i < CODES; i++) {
      const composed = await again(method, { data, random, digits: 6 });
      data = composed.data;
      codes.push(composed.code);
    }
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    for (let position = 0; position < 6; position++) {
      const digits = codes.map((code) => Number(code[position]));
      // Of 9 degrees of freedom: more than this once in a million.
      expect(chiSquare(counted(10, digits)), `digit ${position}`).toBeLessThan(45.1);
    }
    // Of 999: once in a million, both ways, since what is too even is not chance either.
    const heads = chiSquare(
      counted(
        1000,
        codes.map((code) => Number(code.slice(0, 3))),
      ),
    );
    expect(heads).toBeGreaterThan(791);
    expect(heads).toBeLessThan(1224);
  });

  test.each([
    [6, 4_294_000_000],
    [7, 4_290_000_000],
    [8, 4_200_000_000],
  ] as const)(
    'O2 of %i digits: numbers from %i on, which would make some codes likelier, are drawn again',
    async (digits, limit) => {
      const codeFrom = async (...numbers: readonly number[]): Promise<string> =>
        (await compose(method, { random: saying(...numbers), digits })).code;
      expect(await codeFrom(limit - 1)).toBe('9'.repeat(digits));
      expect(await codeFrom(limit, 2 ** 32 - 1, 42)).toBe('42'.padStart(digits, '0'));
    },
  );

  test('O2 a source that gives no number in range gives no code', async () => {
    const broken = compose(method, { random: () => new Uint8Array(4).fill(255) });
    await expect(broken).rejects.toSatisfy(
      (error) => error instanceof MfaError && error.code === 'random-failed',
    );
  });

  test('O6 is bound to its user, its factor and what it was made for, so that a hash that was moved opens nothing', async () => {
    const { data, code } = await compose(method, { random: createSeededRandom(8) });
    const check = async (moved: object): Promise<string> =>
      (await method.check({ ...place, data, response: code, binding: BINDING, rule, now: 0, ...moved })).kind;
    expect(await check({})).toBe('match');
    expect(await check({ userId: 'bob' })).toBe('mismatch');
    expect(await check({ factorId: 'factor-2' })).toBe('mismatch');
    expect(await check({ binding: 'challenge:two' })).toBe('mismatch');
    expect(await check({ binding: 'enrolment:one' })).toBe('mismatch');
  });

  test('O4 O7 is gone from what is kept with the answer that is right, and never stands there as it is', async () => {
    const { data, code } = await compose(method, { random: createSeededRandom(9) });
    expect(JSON.stringify(data)).not.toContain(code);
    const input = { ...place, response: code, binding: BINDING, rule, now: 0 };
    const result = await method.check({ ...input, data });
    if (result.kind !== 'match') throw new Error(result.kind);
    expect(result.data.codes).toBe('[]');
    expect((await method.check({ ...input, data: result.data })).kind).toBe('used');
  });

  test('FS5 a code that a clock made ahead of time does not outlive its ten minutes', async () => {
    const { data, code } = await compose(method, { random: createSeededRandom(11) });
    const [[binding, hash]] = JSON.parse(String(data.codes));
    const check = async (expiresAt: number): Promise<string> =>
      (
        await method.check({
          ...place,
          data: { ...data, codes: JSON.stringify([[binding, hash, expiresAt]]) },
          response: code,
          binding: BINDING,
          rule,
          now: 0,
        })
      ).kind;
    expect(await check(660_000)).toBe('match');
    expect(await check(660_001)).toBe('mismatch');
    expect(await check(86_400_000)).toBe('mismatch');
  });

  test('FT3 leaves the codes of other challenges valid, and replaces the earlier one of its own', async () => {
    const first = await compose(method, { random: createSeededRandom(13) });
    const resent = { random: createSeededRandom(14), digits: 6, data: first.data } as const;
    const second = await again(method, { ...resent, binding: 'challenge:two' });
    const third = await again(method, { ...resent, random: createSeededRandom(15), data: second.data });
    const check = async (response: string, binding: string): Promise<string> =>
      (await method.check({ ...place, data: third.data, response, binding, rule, now: 0 })).kind;
    expect(await check(second.code, 'challenge:two')).toBe('match');
    expect(await check(third.code, BINDING)).toBe('match');
    expect(await check(first.code, BINDING)).toBe('mismatch');
    expect(await check(second.code, BINDING)).toBe('mismatch');
    expect(JSON.parse(String(third.data.codes))).toHaveLength(2);
  });

  test.each(['', '{}', '[1]', '[["a","b"]]', '[["a","b","c"]]'])(
    'FA20 the stored codes %j are refused, not dropped',
    async (codes) => {
      const { data, code: response } = await compose(method, { random: createSeededRandom(16) });
      const input = { ...place, data: { ...data, codes }, response, binding: BINDING, rule, now: 0 };
      await expect(method.check(input)).rejects.toMatchObject({ code: 'account-unreadable' });
    },
  );

  test('FA20 a member of a newer version is refused, not dropped', async () => {
    const { data, code } = await compose(method, { random: createSeededRandom(12) });
    const input = {
      ...place,
      data: { ...data, sentBy: 'x' },
      response: code,
      binding: BINDING,
      rule,
      now: 0,
    };
    await expect(method.check(input)).rejects.toMatchObject({
      code: 'account-unreadable',
      message: expect.stringContaining(' at data.sentBy'),
    });
  });

  test('A2 typed in by hand, it shows nothing that resists phishing', async () => {
    const { data, code } = await compose(method, { random: createSeededRandom(10) });
    const result = await method.check({ ...place, data, response: code, binding: BINDING, rule, now: 0 });
    expect(result).toMatchObject({ kind: 'match', traits: [] });
    expect(method.shows(data).traits).toEqual([]);
  });

  test('before any was sent, and with no response that could be one, nothing matches', async () => {
    const name = method.method === 'sms' ? 'sms' : 'email';
    const data = await method.create({
      ...place,
      random: createSeededRandom(11),
      others: [],
      contact: contacts[name],
    });
    const check = async (response: unknown): Promise<string> =>
      (await method.check({ ...place, data, response, binding: BINDING, rule, now: 0 })).kind;
    expect(await check('000000')).toBe('mismatch');
    for (const odd of [undefined, null, 123456, '', '12345', '1234567', 'null']) {
      expect(await check(odd)).toBe('malformed');
    }
  });
});
