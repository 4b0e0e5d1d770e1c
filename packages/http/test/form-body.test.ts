import { expect, test } from 'vitest';
import { parseForm } from '../src/body/form-body.ts';

const NO_ASIDES = new Map();

function parsed(text: string): unknown {
  return parseForm(text, ['_csrf', '_method']);
}

test.each<[string, object]>([
  ['', {}],
  ['a=', { a: '' }],
  ['a', { a: '' }],
  ['a=1&b=2', { a: '1', b: '2' }],
  ['a=1+2%2B3%26%3D', { a: '1 2+3&=' }],
  ['a=b=c', { a: 'b=c' }],
  ['a=%F0%9F%94%91&%C3%A4=%00', { a: '🔑', ä: '\0' }],
  ['intent.kind=remove&intent.factorId=x', { intent: { kind: 'remove', factorId: 'x' } }],
  ['a%2Eb=1', { a: { b: '1' } }],
  ['constructor=1&toString=2', { constructor: '1', toString: '2' }],
])('%j is read in one way', (text, fields) => {
  expect(parsed(text)).toEqual({ kind: 'form', form: { fields, asides: NO_ASIDES } });
});

test.each(['a=%', 'a=%zz', '%=1', 'a=%C3', 'a=%FF%FE', 'a=%ED%A0%80', '&', 'a=1&', 'a=1&&b=2', '=1'])(
  '%j is malformed',
  (text) => {
    expect(parsed(text)).toEqual({ kind: 'malformed' });
  },
);

test.each([
  ['a=1&a=2', 'a'],
  ['a=1&%61=1', 'a'],
  ['a=1&a.b=2', 'a.b'],
  ['a.b=1&a=2', 'a'],
  ['a.b=1&a.b=1', 'a.b'],
  ['_csrf=1&_csrf=1', '_csrf'],
  ['_method=PUT&_method=DELETE', '_method'],
])('%j can be read in two ways, and is refused', (text, path) => {
  expect(parsed(text)).toEqual({ kind: 'bad-key', path, expected: 'a key that occurs once' });
});

test('fields for the handler are not passed to the route', () => {
  const asides = new Map([
    ['_method', 'PUT'],
    ['_csrf', 't'],
  ]);
  expect(parsed('_method=PUT&a=1&_csrf=t')).toEqual({ kind: 'form', form: { fields: { a: '1' }, asides } });
});

test('a name that would reach into what all objects share is a name like any other', () => {
  const form = parsed('__proto__.polluted=1&__proto__.x=2&constructor.prototype.polluted=1');
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(form).toMatchObject({ kind: 'form' });
  const { fields } = Object(form).form;
  expect(Object.keys(fields)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
});

test('a name of thousands of dots is refused before it is nested', () => {
  const name = 'a.'.repeat(8000);
  expect(parsed(`${name}=1`)).toEqual({ kind: 'bad-key', path: name, expected: 'no such key' });
});
