import type { JsonObject } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { begin, enrolled, judge, matched, newKey, newMethod, question } from './laboratory.ts';

const method = newMethod();

type Encode = (text: string) => string;
const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');

const encodings: readonly (readonly [string, Encode])[] = [
  ['padded base64url', (text) => text.padEnd(Math.ceil(text.length / 4) * 4, '=')],
  ['plain base64 without padding', (text) => bytesOf(text).toString('base64').replaceAll('=', '')],
  ['plain base64 with padding', (text) => bytesOf(text).toString('base64')],
  [
    'plain base64 in lines of 76, as Android writes it',
    (text) =>
      bytesOf(text)
        .toString('base64')
        .replace(/.{76}(?=.)/g, '$&\n')
        .concat('\n'),
  ],
];

/** Every member of bytes in another encoding. */
function encoded(answer: JsonObject, encode: Encode): JsonObject {
  const parts = Object.entries(answer.response as JsonObject).map(([name, value]) => [
    name,
    typeof value === 'string' ? encode(value) : value,
  ]);
  return {
    ...answer,
    id: encode(String(answer.id)),
    rawId: encode(String(answer.rawId)),
    response: Object.fromEntries(parts),
  };
}

describe('FC4 members in other encodings of base64 are read', () => {
  test.each(encodings)('FC4 %s', async (_what, encode) => {
    // Many ids, so that + and / occur in some.
    for (let turn = 0; turn < 4; turn++) {
      const key = newKey();
      const { data, options } = await begin(method);
      const made = matched(
        await judge(method, { data, response: encoded(await key.create(options), encode) }),
      );
      expect(made.data.credentialId).toBe(key.credentialIds[0]);
      const answer = encoded(await key.get(await question(method, made.data)), encode);
      expect((await judge(method, { data: made.data, response: answer })).kind).toBe('match');
      const factors = [{ factorId: 'factor-1', data: made.data }];
      expect(method.ceremony?.answeredBy(answer, factors)).toBe('factor-1');
    }
  });

  test.each([
    ['both alphabets in one text', (text: string) => `-_+/${text}`],
    ['padding that does not fill', (text: string) => `${text.slice(0, text.length - (text.length % 4))}=`],
    ['padding inside', (text: string) => `${text.slice(0, 2)}==${text.slice(2)}`],
    ['spaces', (text: string) => `${text} `],
  ])('FC4 %s stays malformed', async (_what, encode) => {
    const key = newKey();
    const data = await enrolled(method, key);
    const answer = encoded(await key.get(await question(method, data)), encode);
    expect(await judge(method, { data, response: answer })).toEqual({ kind: 'malformed' });
  });

  test('FC4 an id and a raw id in different encodings are one id; different ids are not', async () => {
    const key = newKey();
    const data = await enrolled(method, key);
    const answer = await key.get(await question(method, data));
    const rawId = bytesOf(String(answer.id)).toString('base64');
    expect((await judge(method, { data, response: { ...answer, rawId } })).kind).toBe('match');
    const other = { ...answer, rawId: Buffer.alloc(32).toString('base64') };
    expect((await judge(method, { data, response: other })).kind).toBe('malformed');
  });
});
