import { closedObject, type Described, type JsonSchema, oneForm } from './json-schema.ts';

/**
 * The shape of an answer. It is written beside its type and tied to it: it compiles only if it has exactly the members
 * of the type.
 */
export interface AnswerShape<T> extends Described {
  readonly optional?: false;
  /** Never set. It makes `T` invariant, so that neither a narrower nor a wider shape is assignable. */
  readonly of?: (value: T) => T;
}

/** An optional member of an answer. */
export interface OptionalShape<T> extends Described {
  readonly optional: true;
  readonly of?: (value: T) => T;
}

/** A shape for each member; an optional shape for optional members only. */
export type MemberShapes<T> = {
  readonly [K in keyof T]-?: { readonly [P in K]?: T[K] } extends Pick<T, K>
    ? OptionalShape<Exclude<T[K], undefined>>
    : AnswerShape<T[K]>;
};

export const text: AnswerShape<string> = { describe: () => ({ type: 'string' }) };

export const flag: AnswerShape<boolean> = { describe: () => ({ type: 'boolean' }) };

/** A member that is either `true` or not present. */
export const yes: AnswerShape<true> = { describe: () => ({ type: 'boolean', const: true }) };

export const count: AnswerShape<number> = { describe: () => ({ type: 'integer', minimum: 0 }) };

/** A time difference. */
export const seconds: AnswerShape<number> = {
  describe: () => ({ type: 'integer', description: 'Seconds; negative if behind.' }),
};

export const moment: AnswerShape<number> = {
  describe: () => ({ type: 'integer', description: 'Milliseconds since 1970.' }),
};

/** JSON that another standard defines, for the browser. */
export const browserOptions: AnswerShape<{ readonly [key: string]: unknown }> = {
  describe: () => ({ type: 'object', description: 'The options of the browser function, as JSON.' }),
};

/** An object that the portal's code returns. */
export const portalMembers: AnswerShape<{ readonly [member: string]: unknown }> = {
  describe: () => ({
    type: 'object',
    additionalProperties: true,
    description: 'Members that the portal adds.',
  }),
};

/** One of these strings: exactly those of the type. */
export function literals<T extends string>(all: { readonly [W in T]: true }): AnswerShape<T> {
  const list = Object.keys(all);
  return { describe: () => (list.length === 1 ? { const: list[0] } : { enum: list }) };
}

export function listOf<T>(entry: AnswerShape<T>): AnswerShape<readonly T[]> {
  return { describe: (refer) => ({ type: 'array', items: refer(entry) }) };
}

export function optional<T>({ describe, name }: AnswerShape<T>): OptionalShape<T> {
  return { describe, optional: true, ...(name === undefined ? {} : { name }) };
}

/** An object with exactly these members. */
export function closed<T extends object>(members: MemberShapes<T>): AnswerShape<T> {
  const shapes: { readonly [name: string]: AnyShape } = members;
  return { describe: (refer) => closedObject(shapes, refer) };
}

type AnyShape = Described & { readonly optional?: boolean };

type Kinds<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: MemberShapes<Omit<Extract<T, { readonly kind: K }>, 'kind'>>;
};

/** An object of one of these kinds, with the other members of each. */
export function kinds<T extends { readonly kind: string }>(forms: Kinds<T>): AnswerShape<T> {
  return {
    describe: (refer) =>
      oneForm(
        Object.entries<{ readonly [name: string]: AnyShape }>(forms).map(([kind, members]) =>
          closedObject(members, refer, { kind: { const: kind } }),
        ),
      ),
  };
}

/** One of two shapes that exclude each other. */
export function either<A, B>(one: AnswerShape<A>, other: AnswerShape<B>): AnswerShape<A | B> {
  return { describe: (refer) => oneForm([refer(one), refer(other)]) };
}

/** Named in the components of a document. */
export function named<T>(name: string, { describe }: AnswerShape<T>): AnswerShape<T> {
  return { name, describe };
}

/** For a schema that the other functions cannot express. It is not checked against the type. */
export function fromSchema<T>(schema: JsonSchema): AnswerShape<T> {
  return { describe: () => schema };
}
