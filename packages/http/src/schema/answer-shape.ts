import { closedObject, type Described, type JsonSchema, oneForm } from './json-schema.ts';

/**
 * The shape of something that is answered. It is written beside its type and tied to it: what the type gains, loses or
 * renames has to be said here too before it compiles.
 */
export interface AnswerShape<T> extends Described {
  readonly optional?: false;
  /** Never there. In both directions, so that neither a narrower nor a wider shape passes for this one. */
  readonly of?: (value: T) => T;
}

/** A member that an answer may leave out. */
export interface OptionalShape<T> extends Described {
  readonly optional: true;
  readonly of?: (value: T) => T;
}

/** A shape for each member; an optional one for those that may be absent, and for no others. */
export type MemberShapes<T> = {
  readonly [K in keyof T]-?: { readonly [P in K]?: T[K] } extends Pick<T, K>
    ? OptionalShape<Exclude<T[K], undefined>>
    : AnswerShape<T[K]>;
};

export const text: AnswerShape<string> = { describe: () => ({ type: 'string' }) };

export const flag: AnswerShape<boolean> = { describe: () => ({ type: 'boolean' }) };

/** There where it holds, absent where it does not. */
export const yes: AnswerShape<true> = { describe: () => ({ type: 'boolean', const: true }) };

/** How many. */
export const count: AnswerShape<number> = { describe: () => ({ type: 'integer', minimum: 0 }) };

/** Of time, before or after. */
export const seconds: AnswerShape<number> = {
  describe: () => ({ type: 'integer', description: 'Seconds; negative where behind.' }),
};

export const moment: AnswerShape<number> = {
  describe: () => ({ type: 'integer', description: 'Milliseconds since 1970.' }),
};

/** JSON that is another standard's, for the browser. */
export const browserOptions: AnswerShape<{ readonly [key: string]: unknown }> = {
  describe: () => ({ type: 'object', description: 'As JSON, for the browser’s own function.' }),
};

/** An object that the portal's own code makes. */
export const portalMembers: AnswerShape<{ readonly [member: string]: unknown }> = {
  describe: () => ({ type: 'object', additionalProperties: true, description: 'What the portal adds.' }),
};

/** One of these words: all that the type has, and no others. */
export function words<T extends string>(all: { readonly [W in T]: true }): AnswerShape<T> {
  const list = Object.keys(all);
  return { describe: () => (list.length === 1 ? { const: list[0] } : { enum: list }) };
}

export function listOf<T>(entry: AnswerShape<T>): AnswerShape<readonly T[]> {
  return { describe: (refer) => ({ type: 'array', items: refer(entry) }) };
}

export function optional<T>({ describe, name }: AnswerShape<T>): OptionalShape<T> {
  return { describe, optional: true, ...(name === undefined ? {} : { name }) };
}

/** An object with these members and no others. */
export function closed<T extends object>(members: MemberShapes<T>): AnswerShape<T> {
  const shapes: { readonly [name: string]: AnyShape } = members;
  return { describe: (refer) => closedObject(shapes, refer) };
}

type AnyShape = Described & { readonly optional?: boolean };

type Kinds<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: MemberShapes<Omit<Extract<T, { readonly kind: K }>, 'kind'>>;
};

/** An object of one of these kinds: the members beside `kind`, for each. */
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

/** One of several shapes that exclude each other. */
export function either<A, B>(one: AnswerShape<A>, other: AnswerShape<B>): AnswerShape<A | B> {
  return { describe: (refer) => oneForm([refer(one), refer(other)]) };
}

/** Stands under this name among the components of a document. */
export function named<T>(name: string, { describe }: AnswerShape<T>): AnswerShape<T> {
  return { name, describe };
}

/** A shape that no other word here says: the schema is taken on trust. */
export function said<T>(schema: JsonSchema): AnswerShape<T> {
  return { describe: () => schema };
}
