import { expect, expectTypeOf, test } from 'vitest';
import { collectComponents } from '../src/openapi/components.ts';
import {
  type AnswerShape,
  count,
  literals,
  type MemberShapes,
  type OptionalShape,
  optional,
  text,
} from '../src/schema/answer-shape.ts';

interface Answered {
  readonly id: string;
  readonly state: 'open' | 'shut';
  readonly left?: number;
}

type Shapes = MemberShapes<Answered>;
type With<K extends keyof Shapes, S> = Omit<Shapes, K> & { readonly [key in K]: S };

test('a shape fits its type and no other: a type that changes does not compile until its shape does', () => {
  expectTypeOf<With<'id', AnswerShape<string>>>().toExtend<Shapes>();
  expectTypeOf<With<'left', OptionalShape<number>>>().toExtend<Shapes>();
  // A member that came, that went absent, that may be absent, or must not be any more.
  expectTypeOf<Omit<Shapes, 'left'>>().not.toExtend<Shapes>();
  expectTypeOf<With<'left', AnswerShape<number>>>().not.toExtend<Shapes>();
  expectTypeOf<With<'id', OptionalShape<string>>>().not.toExtend<Shapes>();
  // A word that came, or went.
  expectTypeOf<With<'state', AnswerShape<'open'>>>().not.toExtend<Shapes>();
  expectTypeOf<With<'state', AnswerShape<'open' | 'shut' | 'lost'>>>().not.toExtend<Shapes>();
  expectTypeOf<With<'id', AnswerShape<number>>>().not.toExtend<Shapes>();
});

test('two shapes do not stand under one name', () => {
  const { refer, schemas } = collectComponents();
  const one = { ...text, name: 'Thing' };
  expect(refer(one)).toEqual({ $ref: '#/components/schemas/Thing' });
  expect(refer(optional(one))).toEqual({ $ref: '#/components/schemas/Thing' });
  expect(schemas()).toEqual({ Thing: { type: 'string' } });
  expect(() => refer({ ...count, name: 'Thing' })).toThrow('two shapes have the name Thing');
});

test('one word is a constant, several are a choice', () => {
  const { refer } = collectComponents();
  expect(refer(literals<'a'>({ a: true }))).toEqual({ const: 'a' });
  expect(refer(literals<'a' | 'b'>({ a: true, b: true }))).toEqual({ enum: ['a', 'b'] });
});
