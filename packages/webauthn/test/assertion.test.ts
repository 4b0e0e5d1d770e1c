import type { Deviation } from '@factorkit/testkit';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import { describe, expect, test } from 'vitest';
import {
  BINDING,
  begin,
  enrolled,
  judge,
  matched,
  newKey,
  newMethod,
  OTHER_BINDING,
  question,
  register,
  use,
} from './laboratory.ts';

const method = newMethod();

describe('an answer is refused, though rightly signed,', () => {
  const refusals: readonly (readonly [string, string, Deviation])[] = [
    ['W2', 'type', { type: 'webauthn.create' }],
    ['W2', 'type', { type: '' }],
    ['W3', 'challenge', { challenge: isoBase64URL.fromUTF8String(OTHER_BINDING) }],
    ['W3', 'challenge', { challenge: '' }],
    ['W3', 'challenge', { challenge: BINDING }],
    ['W4', 'origin', { origin: 'https://evil.portal.example.com' }],
    ['W4', 'origin', { origin: 'http://portal.example.com' }],
    ['W4', 'origin', { origin: 'https://portal.example.com:444' }],
    ['W4', 'origin', { origin: 'https://portal.example.com.evil.test' }],
    ['W5', 'cross-origin', { crossOrigin: true }],
    ['W5', 'cross-origin', { crossOrigin: true, topOrigin: 'https://partner.example' }],
    ['W5', 'top-origin', { topOrigin: 'https://partner.example' }],
    ['W6', 'rp-id', { rpId: 'portal.example.com' }],
    ['W7', 'user-presence', { flags: { userPresent: false } }],
    ['W8', 'backup-flags', { flags: { backedUp: true } }],
    ['W8', 'backup-eligibility', { flags: { backupEligible: true } }],
    ['W8', 'backup-eligibility', { flags: { backupEligible: true, backedUp: true } }],
    ['W13', 'credential', { id: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['W13', 'user-handle', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['W14', 'signature', { brokenSignature: true }],
    ['W15', 'counter', { signCount: 5 }],
    ['W15', 'counter', { signCount: 4 }],
    ['W15', 'counter', { signCount: 0 }],
  ];

  test.each(refusals)('%s for its %s: %j', async (_id, reason, deviation) => {
    const key = newKey();
    const data = await enrolled(method, key, { deviation: { signCount: 5 } });
    expect(await use(method, key, { data, deviation })).toEqual({ kind: 'invalid', reason });
  });
});

test('the same answer with a counter that rises is accepted, so that each of the above was refused for what it says', async () => {
  const key = newKey();
  const data = await enrolled(method, key, { deviation: { signCount: 5 } });
  expect((await use(method, key, { data, deviation: { signCount: 6 } })).kind).toBe('match');
});

test.each(['ES256', 'EdDSA', 'RS256'] as const)(
  'W14 a signature with %s is verified over both halves of the answer',
  async (algorithm) => {
    const key = newKey({ algorithms: [algorithm] });
    const data = await enrolled(method, key);
    expect((await use(method, key, { data })).kind).toBe('match');
    expect(await use(method, key, { data, deviation: { brokenSignature: true } })).toEqual({
      kind: 'invalid',
      reason: 'signature',
    });
  },
);

test.each([['signature'], ['authenticatorData'], ['clientDataJSON']])(
  'W14 a %s of another answer of the same key does not fit',
  async (part) => {
    const key = newKey();
    const data = await enrolled(method, key);
    const asked = await question(method, data);
    const [one, two] = [await key.get(asked), await key.get(asked, { clientData: { more: 1 } })];
    const parts = (answer: typeof one): Record<string, unknown> => answer.response as Record<string, unknown>;
    const mixed = { ...one, response: { ...parts(one), [part]: parts(two)[part] } };
    expect(await judge(method, { data, response: mixed })).toEqual({ kind: 'invalid', reason: 'signature' });
  },
);

test('W14 another key that claims to be this one is refused', async () => {
  const [own, foreign] = [newKey(), newKey()];
  const data = await enrolled(method, own);
  const foreignData = await enrolled(method, foreign);
  const asked = await question(method, foreignData);
  const deviation = { id: String(data.credentialId), userHandle: null };
  const response = await foreign.get(asked, deviation);
  expect(await judge(method, { data, response })).toEqual({ kind: 'invalid', reason: 'signature' });
});

describe('W1 W3 the challenge', () => {
  test('of one sign-in does not fit another', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    const response = await key.get(await question(method, data));
    expect((await judge(method, { data, response })).kind).toBe('match');
    expect(await judge(method, { data, response, binding: OTHER_BINDING })).toEqual({
      kind: 'invalid',
      reason: 'challenge',
    });
  });

  test('is never empty: a binding that is missing throws, for the question and for the check', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    const asked = await question(method, data);
    for (const binding of ['', 'challenge:', null as unknown as string]) {
      await expect(judge(method, { data, response: await key.get(asked), binding })).rejects.toMatchObject({
        code: 'input-invalid',
      });
    }
    await expect(question(method, data, { binding: '' })).rejects.toMatchObject({ code: 'input-invalid' });
  });

  test('of a set-up does not come from the binding, which others could know', async () => {
    const { options } = await begin(method);
    expect(options.challenge).not.toBe(isoBase64URL.fromUTF8String(BINDING));
  });
});

describe('W5 in the frame of another site', () => {
  const partner = 'https://partner.example';
  const framed = newMethod({ crossOrigin: { topOrigins: [partner] } });
  const unnamed = newMethod({ crossOrigin: { topOrigins: [partner], unnamedTopOrigin: 'accept' } });
  const inside = { crossOrigin: true, topOrigin: partner };

  test('that is configured, a key is enrolled and used', async () => {
    const key = newKey();
    const data = await enrolled(framed, key, { deviation: inside });
    expect((await use(framed, key, { data, deviation: inside })).kind).toBe('match');
    expect((await use(framed, key, { data })).kind).toBe('match');
  });

  test.each([
    { crossOrigin: true, topOrigin: 'https://evil.test' },
    { crossOrigin: true, topOrigin: 'https://partner.example.evil.test' },
    { crossOrigin: true, topOrigin: '' },
    { crossOrigin: true },
    { crossOrigin: false, topOrigin: partner },
  ])('that is not, or that is not named, it is refused: %j', async (deviation) => {
    const key = newKey();
    const data = await enrolled(framed, key);
    const refused = { kind: 'invalid', reason: 'top-origin' };
    expect(await register(framed, newKey(), { deviation })).toEqual(refused);
    expect(await use(framed, key, { data, deviation })).toEqual(refused);
  });

  test('that the browser does not name, it is accepted where the configuration says so', async () => {
    const key = newKey();
    const deviation = { crossOrigin: true };
    const data = await enrolled(unnamed, key, { deviation });
    expect((await use(unnamed, key, { data, deviation })).kind).toBe('match');
    const evil = { crossOrigin: true, topOrigin: 'https://evil.test' };
    expect((await use(unnamed, key, { data, deviation: evil })).kind).toBe('invalid');
  });
});

describe('W15 the counter', () => {
  test('0 and 0 is a key that keeps none', async () => {
    const key = newKey({ counter: 'none' });
    const data = await enrolled(method, key);
    const once = matched(await use(method, key, { data }));
    expect((await use(method, key, { data: once.data })).kind).toBe('match');
  });

  test.each([
    [1, 0],
    [1, 1],
    [4_294_967_295, 4_294_967_294],
  ])('%i and then %i is refused, and passes where counters are ignored', async (stored, signCount) => {
    const ignoring = newMethod({ counter: 'ignore' });
    const key = newKey();
    const data = await enrolled(method, key, { deviation: { signCount: stored } });
    expect(await use(method, key, { data, deviation: { signCount } })).toEqual({
      kind: 'invalid',
      reason: 'counter',
    });
    expect(matched(await use(ignoring, key, { data, deviation: { signCount } })).data.signCount).toBe(
      signCount,
    );
    const flagged = await use(newMethod({ counter: 'flag' }), key, { data, deviation: { signCount } });
    expect(flagged).toMatchObject({ kind: 'match', doubt: 'counter' });
    expect(await use(ignoring, key, { data, deviation: { signCount } })).not.toHaveProperty('doubt');
  });

  test('is looked at after the signature, so that nobody learns it by trying', async () => {
    const key = newKey();
    const data = await enrolled(method, key, { deviation: { signCount: 9 } });
    const deviation = { signCount: 1, brokenSignature: true } as const;
    expect(await use(method, key, { data, deviation })).toEqual({ kind: 'invalid', reason: 'signature' });
  });
});

describe('W17 what is kept changes', () => {
  test('with an answer that is right: counter and backup state, and nothing else', async () => {
    const key = newKey({ backup: 'eligible' });
    const data = await enrolled(method, key);
    const result = matched(
      await use(method, key, { data, deviation: { signCount: 7, flags: { backedUp: true } } }),
    );
    expect(result.data).toEqual({ ...data, signCount: 7, backedUp: true });
    const back = await use(method, key, {
      data: result.data,
      deviation: { signCount: 8, flags: { backedUp: false } },
    });
    expect(matched(back).data).toEqual({ ...data, signCount: 8, backedUp: false });
  });

  test('with none that is wrong: a bad signature carries no counter in', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    const result = await use(method, key, {
      data,
      deviation: { signCount: 4_000_000_000, brokenSignature: true },
    });
    expect(result).toEqual({ kind: 'invalid', reason: 'signature' });
    expect((await use(method, key, { data })).kind).toBe('match');
  });
});

describe('W13 the user handle', () => {
  test.each([[null], ['']])('may be missing, since the account is known before: %j', async (userHandle) => {
    const key = newKey();
    const data = await enrolled(method, key);
    expect((await use(method, key, { data, deviation: { userHandle } })).kind).toBe('match');
  });

  test('null, as some browsers write it, is none', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    const answer = await key.get(await question(method, data));
    const response = { ...answer, response: { ...(answer.response as object), userHandle: null } };
    expect((await judge(method, { data, response })).kind).toBe('match');
    const odd = { ...answer, response: { ...(answer.response as object), userHandle: 7 } };
    expect(await judge(method, { data, response: odd })).toEqual({ kind: 'malformed' });
  });
});

test('W16 extensions that nobody asked for do not stand in the way', async () => {
  const key = newKey();
  const data = await enrolled(method, key);
  expect((await use(method, key, { data, deviation: { extensions: { uvm: 1, 'x-new': 'y' } } })).kind).toBe(
    'match',
  );
  const clientData = { extraData: 'clientDataJSON may be extended', tokenBinding: { status: 'supported' } };
  expect((await use(method, key, { data, deviation: { clientData } })).kind).toBe('match');
});
