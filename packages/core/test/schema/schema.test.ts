import { describe, expect, expectTypeOf, test } from 'vitest';
import { collectDefinitions } from '../../src/schema/definitions.ts';
import { byKey, choose, listOf, type Members, mapOf, object, openObject } from '../../src/schema/object.ts';
import { type AnySchema, Mismatch, type OptionalSchema, type Schema } from '../../src/schema/schema.ts';
import { flag, named, oneOf, optional, text, textOf, whole } from '../../src/schema/values.ts';

interface Answered {
  readonly id: string;
  readonly state: 'open' | 'shut';
  readonly left?: number;
}

type Shapes = Members<Answered>;
type With<K extends keyof Shapes, S> = Omit<Shapes, K> & { readonly [key in K]: S };

test('a schema fits its type and no other: a type that changes does not compile until its schema does', () => {
  expectTypeOf<With<'id', Schema<string>>>().toExtend<Shapes>();
  expectTypeOf<With<'left', OptionalSchema<number>>>().toExtend<Shapes>();
  // A member that came, that went absent, that may be absent, or must not be any more.
  expectTypeOf<Omit<Shapes, 'left'>>().not.toExtend<Shapes>();
  expectTypeOf<With<'left', Schema<number>>>().not.toExtend<Shapes>();
  expectTypeOf<With<'id', OptionalSchema<string>>>().not.toExtend<Shapes>();
  // A word that came, or went.
  expectTypeOf<With<'state', Schema<'open'>>>().not.toExtend<Shapes>();
  expectTypeOf<With<'state', Schema<'open' | 'shut' | 'lost'>>>().not.toExtend<Shapes>();
  expectTypeOf<With<'id', Schema<number>>>().not.toExtend<Shapes>();
});

test('two schemas do not have one name', () => {
  const { refer, schemas } = collectDefinitions('#/$defs/');
  const one = { ...text, name: 'Thing' };
  expect(refer(one)).toEqual({ $ref: '#/$defs/Thing' });
  expect(refer(optional(one))).toEqual({ $ref: '#/$defs/Thing' });
  expect(schemas()).toEqual({ Thing: { type: 'string' } });
  expect(() => refer({ ...flag, name: 'Thing' })).toThrow('two schemas have the name Thing');
});

test('one word is a constant, several are a choice', () => {
  const { refer } = collectDefinitions('#/$defs/');
  expect(refer(oneOf('a'))).toEqual({ const: 'a' });
  expect(refer(oneOf('a', 'b'))).toEqual({ enum: ['a', 'b'] });
});

/** The path and the expectation of the first error. */
function mismatch(schema: AnySchema, value: unknown): string {
  try {
    schema.read(value, '');
  } catch (error) {
    if (error instanceof Mismatch) return error.message;
    throw error;
  }
  throw new Error('it was read');
}

describe('a reader', () => {
  const person = object({ id: textOf({ max: 3 }), left: optional(whole({ min: 0 })) });

  test('names an unknown member before a wrong known one, and a missing one by what it needs', () => {
    expect(mismatch(person, { id: 7, light: 1 })).toBe('light: expected no such key');
    expect(mismatch(person, {})).toBe('id: expected a value');
    expect(mismatch(person, { id: 'long', left: -1 })).toBe('id: expected text of at most 3 characters');
    for (const value of [[], null, 'x', undefined])
      expect(mismatch(person, value)).toBe('expected an object');
  });

  test('says nothing of what it received', () => {
    const form = object({ code: oneOf('a', 'b'), list: listOf(byKey('kind', { a: object({}) })) });
    expect(mismatch(form, { code: '123456', list: [] })).not.toContain('123456');
    expect(mismatch(form, { code: 'a', list: [{ kind: '123456' }] })).toBe('list[0].kind: expected one of a');
  });

  test('checks the length of a list before its entries', () => {
    let reads = 0;
    const counted = { ...text, read: () => String(reads++) };
    expect(mismatch(listOf(counted, { max: 2 }), ['a', 'b', 'c'])).toBe('expected a list of at most 2');
    expect(mismatch(listOf(counted, { min: 1 }), [])).toBe('expected a list of at least 1');
    expect(reads).toBe(0);
    expect(mismatch(listOf(text), Array(1))).toBe('[0]: expected text');
  });

  test('takes members with the names of those that every object inherits for unknown ones', () => {
    const poisoned = JSON.parse('{"id":"a","__proto__":{"left":1}}');
    expect(mismatch(person, poisoned)).toBe('__proto__: expected no such key');
    expect(mismatch(person, { id: 'a', constructor: 1 })).toBe('constructor: expected no such key');
    expect(mismatch(object({ toString: text }), {})).toBe('toString: expected a value');
    const read = mapOf(text, text).read(JSON.parse('{"__proto__":"x"}'), '');
    expect(Object.entries(read)).toEqual([['__proto__', 'x']]);
    expect(mismatch(byKey('kind', { a: object({}) }), { kind: 'toString' })).toBe('kind: expected one of a');
  });

  test('reads host objects through their getters, drops other members, and names a getter that throws', () => {
    class Host {
      readonly secret = 'canary';
      get id(): string {
        return 'a';
      }
      get left(): number {
        throw new Error('canary');
      }
    }
    expect(openObject({ id: text }).read(new Host(), 'user')).toEqual({ id: 'a' });
    const both = openObject({ id: text, left: optional(whole({})) });
    expect(mismatch(both, new Host())).toBe('left: expected a value that can be read');
    expect(
      mismatch(
        choose({ a: both }, (has) => (has('left') ? 'a' : 'a')),
        new Host(),
      ),
    ).toContain('left');
  });

  test('takes an empty field of a form for a missing member', () => {
    const form = object({ name: optional(text), id: text });
    expect(form.read({ name: '', id: '' }, '', 'form')).toEqual({ id: '' });
    expect(form.read({ name: '', id: '' }, '', 'json')).toEqual({ name: '', id: '' });
  });

  test('follows a schema that contains itself', () => {
    interface Tree {
      readonly kids: readonly Tree[];
    }
    const tree: Schema<Tree> = named('Tree', () => object<Tree>({ kids: listOf(tree) }));
    expect(tree.read({ kids: [{ kids: [] }] }, '')).toEqual({ kids: [{ kids: [] }] });
    expect(mismatch(tree, { kids: [{ kids: [7] }] })).toBe('kids[0].kids[0]: expected an object');
    const { refer, schemas } = collectDefinitions('#/$defs/');
    expect(refer(tree)).toEqual({ $ref: '#/$defs/Tree' });
    expect(schemas()).toMatchObject({ Tree: { properties: { kids: { items: { $ref: '#/$defs/Tree' } } } } });
  });
});
