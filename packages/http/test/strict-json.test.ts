import { expect, test } from 'vitest';
import { parseStrictJson } from '../src/body/strict-json.ts';

test.each([
  '{}',
  '[]',
  'null',
  '"{\\"a\\":1,\\"a\\":2}"',
  '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}',
  '{"a":"b","b":"a:a"}',
  '{"a":"\\"}{","b":",\\\\"}',
  '{"constructor":1,"prototype":2,"toString":3}',
  ` \n{ "a" : [ 1 , -2.5e3 , true ] }\t`,
])('%s is read as JSON reads it', (text) => {
  expect(parseStrictJson(text)).toEqual({ kind: 'json', value: JSON.parse(text) });
});

test.each(['', '{', '{"a":1,}', "{'a':1}", '{"a":1}{"a":1}', '\u{feff}{}', 'undefined', '{"a":NaN}', '"\n"'])(
  '%j is malformed',
  (text) => {
    expect(parseStrictJson(text)).toEqual({ kind: 'malformed' });
  },
);

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"x":{"a":[0,{"b":1,"c":{"d":1},"b":2}]}}', 'x.a.[].b'],
  ['{"__proto__":{}}', '__proto__'],
  ['{"a":{"\\u005f_proto__":1}}', 'a.__proto__'],
  ['[{"__proto__":1}]', '[].__proto__'],
])('%s can be read in two ways, and is refused', (text, path) => {
  expect(parseStrictJson(text)).toEqual({ kind: 'bad-key', path });
});

test('a body that is all brackets is read without running out of stack', () => {
  const deep = `${'['.repeat(8000)}${']'.repeat(8000)}`;
  expect(parseStrictJson(deep).kind).toBe('json');
});
