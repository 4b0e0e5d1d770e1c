/** A JSON Schema (2020-12, the dialect of OpenAPI 3.1), as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Something with a JSON Schema. If it has a name, a document contains it once and refers to it. */
export interface Described {
  readonly name?: string;
  /** `refer` returns the schemas of its parts. */
  describe(refer: Refer): JsonSchema;
}

export type Refer = (part: Described) => JsonSchema;

/** Where a value comes from. A form contains only text, and sends an empty field as empty text. */
export type Origin = 'json' | 'form';

/** A schema of any type, as a part of another. */
export interface AnySchema extends Described {
  /** Only on members of an object. */
  readonly optional?: boolean;
  read(value: unknown, path: string, origin?: Origin): unknown;
}

/** The definition of a value: its type, its reader and its JSON Schema. */
export interface Schema<T> extends AnySchema {
  readonly optional?: false;
  /**
   * Returns a checked copy.
   *
   * @throws Mismatch for the first error, in the order of the schema; unknown members come first.
   */
  read(value: unknown, path: string, origin?: Origin): T;
  /** Never set. It makes `T` invariant, so that neither a narrower nor a wider schema is assignable. */
  readonly of?: (value: T) => T;
}

/** An optional member of an object. */
export interface OptionalSchema<T> extends AnySchema {
  readonly optional: true;
  read(value: unknown, path: string, origin?: Origin): T | undefined;
  readonly of?: (value: T) => T;
}

/** The type of a schema. */
export type Infer<S> = S extends { readonly of?: (value: infer T) => unknown } ? T : never;

/**
 * What was expected where. It contains no received value, which may be a code. Each caller of `read` turns it into its
 * own error.
 */
export class Mismatch extends Error {
  readonly path: string;
  readonly expected: string;

  constructor(path: string, expected: string) {
    super(`${path === '' ? '' : `${path}: `}expected ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}

/** Reads a value, or throws what `refuse` makes of the mismatch. */
export function readOr<T>(
  schema: Schema<T>,
  value: unknown,
  refuse: (mismatch: Mismatch) => Error,
  path = '',
): T {
  try {
    return schema.read(value, path);
  } catch (error) {
    throw error instanceof Mismatch ? refuse(error) : error;
  }
}

export function accepts(schema: AnySchema, value: unknown): boolean {
  try {
    schema.read(value, '');
    return true;
  } catch (error) {
    if (error instanceof Mismatch) return false;
    throw error;
  }
}
