import { describe, expect, test } from 'vitest';
import { begin, enrolled, matched, newKey, newMethod, question, RULE, register, use } from './laboratory.ts';

const method = newMethod();

describe('W7 W19 user verification', () => {
  const required = { ...RULE, userVerification: 'required' } as const;
  const discouraged = { ...RULE, userVerification: 'discouraged' } as const;
  const verified = ['phishing-resistant', 'user-verified', 'device-bound'];
  const touched = ['phishing-resistant', 'device-bound'];

  test('required: asked for, and an answer without it is refused', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    expect(await question(method, data, { rule: required })).toMatchObject({ userVerification: 'required' });
    expect(matched(await use(method, key, { data, rule: required })).traits).toEqual(verified);
    const deviation = { flags: { userVerified: false } };
    expect(await use(method, key, { data, rule: required, deviation })).toEqual({
      kind: 'invalid',
      reason: 'user-verification',
    });
  });

  test('preferred, which is what nothing said means: the flag of each answer decides what it is worth', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    expect(await question(method, data)).toMatchObject({ userVerification: 'preferred' });
    expect(matched(await use(method, key, { data })).traits).toEqual(verified);
    expect(
      matched(await use(method, key, { data, deviation: { flags: { userVerified: false } } })).traits,
    ).toEqual(touched);
  });

  test('discouraged: a touch is worth a touch', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    expect(matched(await use(method, key, { data, rule: discouraged })).traits).toEqual(touched);
  });

  test('a key without PIN shows one factor, at its set-up and after', async () => {
    const key = newKey({ userVerification: false });
    const made = matched(await register(method, key));
    expect(made.traits).toEqual(touched);
    expect(made.data.uvInitialized).toBe(false);
    expect(method.shows(made.data).traits).toEqual(touched);
  });

  test('W17 a PIN that appears after the set-up proves no person: only enrolling again does', async () => {
    const key = newKey();
    const data = await enrolled(method, key, { deviation: { flags: { userVerified: false } } });
    const result = matched(await use(method, key, { data }));
    expect(result.traits).toEqual(touched);
    expect(result.data.uvInitialized).toBe(false);
    expect((await use(method, key, { data: result.data, rule: required })).kind).toBe('match');
  });
});

describe('A2 A3 what an answer is worth', () => {
  test.each([
    ['device-bound', ['phishing-resistant', 'user-verified', 'device-bound']],
    ['eligible', ['phishing-resistant', 'user-verified']],
    ['synced', ['phishing-resistant', 'user-verified']],
  ] as const)('by a credential that is %s', async (backup, traits) => {
    const key = newKey({ backup });
    const { data } = matched(await register(method, key));
    expect(method.shows(data).traits).toEqual(traits);
    expect(matched(await use(method, key, { data })).traits).toEqual(traits);
  });

  test('a set-up that is not proven shows nothing, and stands for no credential', async () => {
    const { data } = await begin(method);
    expect(method.shows(data)).toEqual({ traits: [] });
    expect(method.credentialId?.(data)).toBeUndefined();
    expect(method.hint?.(data)).toBeUndefined();
  });
});
