import { type JsonSchema, Mismatch, type OptionalSchema, type Schema } from './schema.ts';

/** A value that this test accepts. */
export function value<T>(is: (value: unknown) => boolean, expected: string, json: JsonSchema): Schema<T> {
  return {
    read(given, path) {
      if (!is(given)) throw new Mismatch(path, expected);
      return given as T;
    },
    describe: () => json,
  };
}

/** A function of the host. */
export function callback<T>(): Schema<T> {
  return value((given) => typeof given === 'function', 'a function', {});
}

/** Any value. What reads it later checks it. The type is not compared with the JSON Schema. */
export function unchecked<T>(json: JsonSchema): Schema<T> {
  return value(() => true, 'a value', json);
}

/** Text of any length. */
export const text: Schema<string> = value(isText, 'text', { type: 'string' });

/** Text of `min` to `max` UTF-16 units. JSON Schema counts characters, which differ only outside the basic plane. */
export function textOf({ min = 0, max }: { readonly min?: number; readonly max?: number }): Schema<string> {
  const upper = max ?? Number.POSITIVE_INFINITY;
  const least = min > 0 ? `${min}` : '';
  const expected =
    max === undefined
      ? `text of at least ${min === 1 ? 'one character' : `${min} characters`}`
      : `text of ${min === 0 ? 'at most' : `${least} to`} ${max} characters`;
  return value((given) => isText(given) && given.length >= min && given.length <= upper, expected, {
    type: 'string',
    ...(min > 0 ? { minLength: min } : {}),
    ...(max === undefined ? {} : { maxLength: max }),
  });
}

/** Text that matches a pattern. */
export function matching<T extends string>(pattern: RegExp, expected: string): Schema<T> {
  return value((given) => isText(given) && pattern.test(given), expected, {
    type: 'string',
    pattern: pattern.source,
  });
}

/** One of these values. `T` is exactly their type, so a type that gains a word does not compile until its schema does. */
export function oneOf<const T extends string | number | boolean>(
  ...allowed: readonly T[]
): Schema<NoInfer<T>> {
  const [only] = allowed;
  const one = allowed.length === 1;
  return value(
    (given) => allowed.some((each) => each === given),
    one ? String(only) : `one of ${allowed.join(', ')}`,
    one ? { ...(only === true ? { type: 'boolean' } : {}), const: only } : { enum: allowed },
  );
}

export const flag: Schema<boolean> = value((given) => typeof given === 'boolean', 'true or false', {
  type: 'boolean',
});

/** A whole number, with the reason of a limit. */
export function whole({
  min,
  max,
  why,
}: {
  readonly min?: number;
  readonly max?: number;
  readonly why?: string;
}): Schema<number> {
  const range = `${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` to ${max}`}`;
  return value(
    (given) =>
      Number.isSafeInteger(given) &&
      (given as number) >= (min ?? Number.NEGATIVE_INFINITY) &&
      (given as number) <= (max ?? Number.POSITIVE_INFINITY),
    `a whole number${range}${why === undefined ? '' : ` (${why})`}`,
    {
      type: 'integer',
      ...(min === undefined ? {} : { minimum: min }),
      ...(max === undefined ? {} : { maximum: max }),
      ...(why === undefined ? {} : { description: why }),
    },
  );
}

export const count: Schema<number> = whole({ min: 0 });

/** A schema with one more condition, and the part of it that JSON Schema can express. `at` names the member. */
export function where<T>(
  schema: Schema<T>,
  holds: (value: T) => boolean,
  expected: string,
  { at, ...json }: JsonSchema & { readonly at?: string } = {},
): Schema<T> {
  return {
    read(given, path, origin) {
      const read = schema.read(given, path, origin);
      if (!holds(read)) throw new Mismatch(at === undefined ? path : inside(path, at), expected);
      return read;
    },
    describe: (refer) => ({ ...schema.describe(refer), ...json }),
  };
}

/** A schema whose value is stored in another form. */
export function changed<T>(schema: Schema<T>, change: (value: T) => T): Schema<T> {
  return { ...schema, read: (given, path, origin) => change(schema.read(given, path, origin)) };
}

/** A member that may be missing. In a form, an empty field is a missing member. */
export function optional<T>(schema: Schema<T>): OptionalSchema<T> {
  return {
    ...(schema.name === undefined ? {} : { name: schema.name }),
    optional: true,
    read: (given, path, origin) =>
      given === undefined || (origin === 'form' && given === '')
        ? undefined
        : schema.read(given, path, origin),
    describe: schema.describe,
  };
}

/** A schema that is named in a document. It is made when it is first used, so that it may contain itself. */
export function named<T>(name: string, make: () => Schema<T>): Schema<T> {
  let made: Schema<T> | undefined;
  const schema = (): Schema<T> => {
    made ??= make();
    return made;
  };
  return {
    name,
    read: (given, path, origin) => schema().read(given, path, origin),
    describe: (refer) => schema().describe(refer),
  };
}

export function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isText(given: unknown): given is string {
  return typeof given === 'string';
}
