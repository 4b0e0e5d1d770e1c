import {
  type AnySchema,
  type Infer,
  type JsonSchema,
  Mismatch,
  type OptionalSchema,
  type Refer,
  type Schema,
} from './schema.ts';
import { callback, inside, oneOf, where } from './values.ts';

export type Fields = { readonly [name: string]: AnySchema };

type OptionalNames<F> = { [N in keyof F]: F[N] extends { readonly optional: true } ? N : never }[keyof F];

/** The type of an object with these members. */
export type ObjectOf<F> = { readonly [N in Exclude<keyof F, OptionalNames<F>>]: Infer<F[N]> } & {
  readonly [N in OptionalNames<F>]?: Infer<F[N]>;
};

/** A schema for each member of a type; an optional schema for optional members only. */
export type Members<T> = {
  readonly [K in keyof T]-?: { readonly [P in K]?: T[K] } extends Pick<T, K>
    ? OptionalSchema<Exclude<T[K], undefined>>
    : Schema<T[K]>;
};

/**
 * An object with only these members: an unknown member is refused, because it may be a misspelt one. The type follows
 * from the members or, with a type argument, the members must be exactly those of the type.
 */
export function object<F extends Fields>(fields: F): Schema<ObjectOf<F>>;
export function object<T extends object>(members: Members<T>): Schema<T>;
export function object(fields: Fields): AnySchema {
  const entries = Object.entries(fields);
  return {
    read(value, path, origin) {
      const given = record(value, path);
      for (const name of Object.keys(given)) {
        if (!Object.hasOwn(fields, name)) throw new Mismatch(inside(path, name), 'no such key');
      }
      const copy: { [name: string]: unknown } = {};
      for (const [name, field] of entries) {
        const at = inside(path, name);
        const member = Object.hasOwn(given, name) ? given[name] : undefined;
        if (member !== undefined) copy[name] = field.read(member, at, origin);
        else if (field.optional !== true) throw new Mismatch(at, 'a value');
      }
      return copy;
    },
    describe: (refer) => closedObject(fields, refer),
  };
}

/** These members of an object of the host, which may have others, and getters that throw. */
export function openObject<F extends Fields>(fields: F): Schema<ObjectOf<F>>;
export function openObject<T extends object>(members: Members<T>): Schema<T>;
export function openObject(fields: Fields): AnySchema {
  const entries = Object.entries(fields);
  return {
    read(value, path, origin) {
      if (typeof value !== 'object' || value === null) throw new Mismatch(path, 'an object');
      const copy: { [name: string]: unknown } = {};
      for (const [name, field] of entries) {
        const at = inside(path, name);
        const member = field.read(memberOf(value, name, at), at, origin);
        if (member !== undefined) copy[name] = member;
      }
      return copy;
    },
    describe: (refer) => ({ ...closedObject(fields, refer), additionalProperties: true }),
  };
}

/** An object of the host with these functions. It is not copied, because they may use it as `this`. */
export function port<T>(...functions: readonly (keyof T & string)[]): Schema<T> {
  const schema = openObject(Object.fromEntries(functions.map((name) => [name, callback()])));
  return {
    read(value, path) {
      schema.read(value, path);
      return value as T;
    },
    describe: schema.describe,
  };
}

type MapOf<N extends string, T> = string extends N
  ? { readonly [name: string]: T }
  : { readonly [name in N]?: T };

/** An object whose names are not known beforehand. */
export function mapOf<N extends string, T>(names: Schema<N>, entry: Schema<T>): Schema<MapOf<N, T>> {
  return {
    read(value, path, origin) {
      const given = record(value, path);
      const read = Object.keys(given).flatMap((name) => {
        const at = inside(path, name);
        const member = memberOf(given, names.read(name, at), at);
        return member === undefined ? [] : [[name, entry.read(member, at, origin)]];
      });
      // Defines members instead of assigning them, so that `__proto__` is one like any other.
      return Object.fromEntries(read);
    },
    describe: (refer) => ({
      type: 'object',
      propertyNames: refer(names),
      additionalProperties: refer(entry),
    }),
  };
}

/** The length is checked before the entries, so that a long list costs nothing. */
export function listOf<T>(
  entry: Schema<T>,
  { min = 0, max }: { readonly min?: number; readonly max?: number } = {},
): Schema<readonly T[]> {
  const expected = `a list${min > 0 ? ` of at least ${min}` : ''}${max === undefined ? '' : ` of at most ${max}`}`;
  return {
    read(value, path, origin) {
      if (!Array.isArray(value) || value.length < min || value.length > (max ?? Number.POSITIVE_INFINITY)) {
        throw new Mismatch(path, expected);
      }
      const read: T[] = [];
      // A loop, because `map` skips the holes of a list.
      for (let index = 0; index < value.length; index++) {
        read.push(entry.read(value[index], `${path}[${index}]`, origin));
      }
      return read;
    },
    describe: (refer) => ({
      type: 'array',
      items: refer(entry),
      ...(min > 0 ? { minItems: min } : {}),
      ...(max === undefined ? {} : { maxItems: max }),
    }),
  };
}

/** A list in which no two entries have the same key. */
export function distinct<T>(keyOf: (entry: T) => string, list: Schema<readonly T[]>): Schema<readonly T[]> {
  return where(
    list,
    (entries) => new Set(entries.map(keyOf)).size === entries.length,
    'no two entries of one key',
  );
}

/**
 * One of several forms. `pick` chooses it by what the value has, so that the error names the member of that form. It
 * must be safe for any value.
 */
export function choose<F extends Fields>(
  forms: F,
  pick: (has: (member: string) => boolean, value: unknown) => keyof F,
): Schema<Infer<F[keyof F]>> {
  return {
    read(value, path, origin) {
      const has = (member: string): boolean =>
        typeof value === 'object' &&
        value !== null &&
        memberOf(value, member, inside(path, member)) !== undefined;
      return (forms[pick(has, value)] as AnySchema).read(value, path, origin) as never;
    },
    describe: (refer) => oneForm(Object.values(forms).map(refer)),
  };
}

/** An object of one of several forms, named by its member `key`. */
export function byKey<const K extends string, F extends Fields>(key: K, forms: F): Schema<Infer<F[keyof F]>> {
  const expected = `one of ${Object.keys(forms).join(', ')}`;
  return {
    read(value, path, origin) {
      const at = inside(path, key);
      const kind = memberOf(record(value, path), key, at);
      if (typeof kind !== 'string' || !Object.hasOwn(forms, kind)) throw new Mismatch(at, expected);
      return (forms[kind] as AnySchema).read(value, path, origin) as never;
    },
    describe: (refer) => oneForm(Object.values(forms).map(refer)),
  };
}

type Kinds<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: Members<Omit<Extract<T, { readonly kind: K }>, 'kind'>>;
};

/** An object of one of these kinds, with the other members of each. */
export function kinds<T extends { readonly kind: string }>(
  forms: Kinds<T>,
  make: (fields: Fields) => AnySchema = object,
): Schema<T> {
  const made = Object.entries<Fields>(forms).map(([kind, fields]) => [
    kind,
    make({ kind: oneOf(kind), ...fields }),
  ]);
  return byKey('kind', Object.fromEntries(made)) as AnySchema as Schema<T>;
}

/** The JSON Schema of an object with exactly these members. */
function closedObject(fields: Fields, refer: Refer): JsonSchema {
  const entries = Object.entries(fields);
  const required = entries.filter(([, field]) => field.optional !== true).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, field]) => [name, refer(field)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** The only form, or `oneOf` forms that exclude each other. */
function oneForm(forms: readonly JsonSchema[]): JsonSchema {
  const [only, ...others] = forms;
  return only !== undefined && others.length === 0 ? only : { oneOf: forms };
}

function memberOf(value: object, name: string, path: string): unknown {
  try {
    return Reflect.get(value, name);
  } catch {
    throw new Mismatch(path, 'a value that can be read');
  }
}

function record(value: unknown, path: string): { readonly [name: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Mismatch(path, 'an object');
  }
  return value as { readonly [name: string]: unknown };
}
