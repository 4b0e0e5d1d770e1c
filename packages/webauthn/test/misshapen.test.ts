import { describe, expect, test } from 'vitest';
import { begin, enrolled, judge, newKey, newMethod, ORIGIN, register } from './laboratory.ts';

const method = newMethod();

describe('an answer that holds, but for', () => {
  test.each([
    ['a second id', { rawId: 'AAAA' }],
    ['its type', { type: 'password' }],
    ['a missing type', { type: undefined }],
  ])('%s, is malformed', async (_what, change) => {
    const { data, options } = await begin(method);
    const answer = await newKey().create(options);
    expect(await judge(method, { data, response: { ...answer, ...change } })).toEqual({ kind: 'malformed' });
    expect((await judge(method, { data, response: answer })).kind).toBe('match');
  });

  test('its length, is malformed', async () => {
    const padded = (length: number): ReturnType<typeof register> =>
      register(method, newKey(), { deviation: { clientData: { padding: 'x'.repeat(length) } } });
    expect((await padded(40_000)).kind).toBe('match');
    expect((await padded(50_000)).kind).toBe('malformed');
  });
});

describe('an answer that is none', () => {
  const nonsense: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['a code', '123456'],
    ['a number', 7],
    ['a list', []],
    ['an empty object', {}],
    ['without a response', { id: 'AA', rawId: 'AA', type: 'public-key' }],
    ['two ids', { id: 'AA', rawId: 'AQ', type: 'public-key', response: {} }],
    ['another type', { id: 'AA', rawId: 'AA', type: 'password', response: {} }],
    ['no base64url', answer({ clientDataJSON: '{"type":1}' })],
    ['no JSON', answer({ clientDataJSON: encoded('not json') })],
    ['JSON that is no object', answer({ clientDataJSON: encoded('[1]') })],
    [
      'client data without a challenge',
      answer({ clientDataJSON: encoded(`{"type":"webauthn.create","origin":"${ORIGIN}"}`) }),
    ],
    ['no CBOR', answer({ attestationObject: encoded('not cbor') })],
    ['CBOR that is no map', answer({ attestationObject: 'AA' })],
    [
      'CBOR that is nested without end',
      answer({ attestationObject: Buffer.alloc(40_000, 0x81).toString('base64url') }),
    ],
    ['a statement that is no map', answer({ attestationObject: 'o2NmbXRkbm9uZWdhdHRTdG10AGhhdXRoRGF0YUEA' })],
    [
      'authenticator data that is cut off',
      answer({ attestationObject: 'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YUEA' }),
    ],
    ['longer than any answer', answer({ attestationObject: 'A'.repeat(70_000) })],
  ];

  test.each(nonsense)('%s is malformed, and nothing is thrown', async (_what, response) => {
    const { data } = await begin(method);
    expect(await judge(method, { data, response })).toEqual({ kind: 'malformed' });
    const key = await enrolled(method, newKey());
    expect(await judge(method, { data: key, response })).toEqual({ kind: 'malformed' });
  });
});

function answer(parts: object): unknown {
  const clientDataJSON = encoded(
    JSON.stringify({ type: 'webauthn.create', challenge: 'AA', origin: ORIGIN, crossOrigin: false }),
  );
  const response = { clientDataJSON, attestationObject: 'oA', ...parts };
  return { id: 'AA', rawId: 'AA', type: 'public-key', clientExtensionResults: {}, response };
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
