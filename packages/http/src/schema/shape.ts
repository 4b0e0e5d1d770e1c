import { closedObject, type Described, type JsonSchema } from './json-schema.ts';

/** The value that was read, or the path of an invalid value and what was expected there. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'misread'; readonly path: string; readonly expected: string };

/** Where a value comes from. A form contains only text, and sends an empty field as empty text. */
export type Origin = 'json' | 'form';

/** Reads one value of a body and describes its shape: one source for both. Refuses members that it does not know. */
export interface Reader<T> extends Described {
  read(value: unknown, path: string, origin: Origin): Reading<T>;
}

/** A reader of an optional member. */
export interface OptionalReader<T> extends Reader<T> {
  readonly optional: true;
}

type Fields = { readonly [name: string]: Reader<unknown> | OptionalReader<unknown> };
type Value<R> = R extends Reader<infer T> ? T : never;
type OptionalNames<F> = { [N in keyof F]: F[N] extends { readonly optional: true } ? N : never }[keyof F];

/** The type that `object` reads for these fields. */
export type ObjectOf<F> = { readonly [N in Exclude<keyof F, OptionalNames<F>>]: Value<F[N]> } & {
  readonly [N in OptionalNames<F>]?: Value<F[N]>;
};

/** Any JSON value. The method checks an authenticator's answer, not this reader. */
export const anything: Reader<unknown> = {
  read: (value) => ({ kind: 'read', value }),
  describe: () => ({
    description:
      'The code as the user typed it, or the response of the browser, as JSON. The method checks it.',
  }),
};

export function text({ maxLength }: { readonly maxLength: number }): Reader<string> {
  return matching((value) => typeof value === 'string' && value.length <= maxLength, {
    expected: `text of at most ${maxLength} characters`,
    // JSON Schema counts characters, this reader UTF-16 units. They differ only outside the basic plane.
    schema: { type: 'string', maxLength },
  });
}

export function word<T extends string>(word: T): Reader<T> {
  return matching((value) => value === word, { expected: word, schema: { const: word } });
}

/** `true`, and never `false`: omit the member instead. */
export const yes: Reader<true> = {
  read: (value, path, origin) =>
    value === true || (origin === 'form' && value === 'true')
      ? { kind: 'read', value: true }
      : { kind: 'misread', path, expected: 'true' },
  describe: () => ({ const: true }),
};

/** A list of at most `max` entries. */
export function list<T>(reader: Reader<T>, { max }: { readonly max: number }): Reader<readonly T[]> {
  return {
    read(value, path, origin) {
      if (!Array.isArray(value) || value.length > max) {
        return { kind: 'misread', path, expected: `a list of at most ${max}` };
      }
      const read: T[] = [];
      for (const [index, entry] of value.entries()) {
        const reading = reader.read(entry, `${path}[${index}]`, origin);
        if (reading.kind === 'misread') return reading;
        read.push(reading.value);
      }
      return { kind: 'read', value: read };
    },
    describe: (refer) => ({ type: 'array', items: refer(reader), maxItems: max }),
  };
}

/** Either form. If none fits, the error names the whole value, or for an object the member that does not fit. */
export function either<T>(
  { plain, object: form }: { readonly plain: Reader<T>; readonly object: Reader<T> },
  expected: string,
): Reader<T> {
  return {
    read(value, path, origin) {
      if (isRecord(value)) return form.read(value, path, origin);
      const reading = plain.read(value, path, origin);
      return reading.kind === 'read' ? reading : { kind: 'misread', path, expected };
    },
    describe: (refer) => ({ oneOf: [refer(plain), refer(form)] }),
  };
}

/** Text that follows a rule. `expected` describes the rule to the client, `schema` in the document. */
export function matching<T extends string>(
  holds: (value: unknown) => boolean,
  { expected, schema }: { readonly expected: string; readonly schema: JsonSchema },
): Reader<T> {
  const is = (value: unknown): value is T => holds(value);
  return {
    read: (value, path) => (is(value) ? { kind: 'read', value } : { kind: 'misread', path, expected }),
    describe: () => schema,
  };
}

export function optional<T>(reader: Reader<T>): OptionalReader<T> {
  return { ...reader, optional: true };
}

export function object<F extends Fields>(fields: F): Reader<ObjectOf<F>> {
  const names = new Set(Object.keys(fields));
  return {
    read(value, path, origin) {
      if (!isRecord(value)) return { kind: 'misread', path, expected: 'an object' };
      const extra = Object.keys(value).find((name) => !names.has(name));
      if (extra !== undefined) return { kind: 'misread', path: join(path, extra), expected: 'no such key' };
      const read = new Map<string, unknown>();
      for (const [name, field] of Object.entries(fields)) {
        if (!Object.hasOwn(value, name) || ('optional' in field && isUnfilled(value[name], origin))) {
          if ('optional' in field) continue;
          return { kind: 'misread', path: join(path, name), expected: 'a value' };
        }
        const reading = field.read(value[name], join(path, name), origin);
        if (reading.kind === 'misread') return reading;
        read.set(name, reading.value);
      }
      // The readers match the type member by member, but TypeScript cannot follow that through a loop.
      return { kind: 'read', value: Object.fromEntries(read) as ObjectOf<F> };
    },
    describe: (refer) => closedObject(fields, refer),
  };
}

/** An object of one of several shapes, chosen by its `kind`. */
export function byKind<T>(variants: { readonly [kind: string]: Reader<T> }): Reader<T> {
  const expected = `one of ${Object.keys(variants).join(', ')}`;
  return {
    read(value, path, origin) {
      if (!isRecord(value)) return { kind: 'misread', path, expected: 'an object' };
      const kind = value.kind;
      const variant = typeof kind === 'string' && Object.hasOwn(variants, kind) ? variants[kind] : undefined;
      return variant?.read(value, path, origin) ?? { kind: 'misread', path: join(path, 'kind'), expected };
    },
    describe: (refer) => ({ oneOf: Object.values(variants).map(refer) }),
  };
}

/** Shortens a path for display: the client chose its names, which may be as long as the body. */
export function shownPath(path: string): string {
  return path.length > 80 ? `${path.slice(0, 80)}…` : path;
}

function isUnfilled(value: unknown, origin: Origin): boolean {
  return origin === 'form' && value === '';
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
