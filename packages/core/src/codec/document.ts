import { MfaError } from '../errors.ts';

/** Reads one value of a stored document. Errors contain the path, never the value. */
export type Reader<T> = (value: unknown, path: string) => T;

interface Optional<T> {
  readonly optional: Reader<T>;
}

/** One reader for each member of `T`: a shape that leaves one out does not compile. */
type Members<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? Optional<Exclude<T[K], undefined>> : Reader<T[K]>;
};

/**
 * Reads an object with exactly these members. An unknown member is refused, not dropped: a newer version may have
 * written it, and the next save would lose it.
 */
export function object<T extends object>(members: Members<T>): Reader<T> {
  const readers = Object.entries<Reader<unknown> | Optional<unknown>>(members);
  return (value, path) => {
    const doc = record(value, path);
    for (const name of Object.keys(doc)) {
      if (!Object.hasOwn(members, name)) throw unreadable(inside(path, name));
    }
    const read: { [name: string]: unknown } = {};
    for (const [name, reader] of readers) {
      const member = Object.hasOwn(doc, name) ? doc[name] : undefined;
      if (typeof reader === 'function') read[name] = reader(member, inside(path, name));
      else if (member !== undefined) read[name] = reader.optional(member, inside(path, name));
    }
    return read as T;
  };
}

export function optional<T>(reader: Reader<T>): Optional<T> {
  return { optional: reader };
}

export function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(path);
  return value as Readonly<Record<string, unknown>>;
}

export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw unreadable(path);
    return value.map((entry, index) => reader(entry, `${path}[${index}]`));
  };
}

/** A list in which no two entries have the same key. */
export function distinct<T>(keyOf: (entry: T) => string, reader: Reader<readonly T[]>): Reader<readonly T[]> {
  return (value, path) => {
    const entries = reader(value, path);
    if (new Set(entries.map(keyOf)).size !== entries.length) throw unreadable(path);
    return entries;
  };
}

export function text(value: unknown, path: string): string {
  if (typeof value !== 'string') throw unreadable(path);
  return value;
}

/** A count, or a time in milliseconds since 1970. */
export function whole(value: unknown, path: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw unreadable(path);
  return value as number;
}

export function oneOf<const T extends string | number | true>(...allowed: readonly T[]): Reader<T> {
  return (value, path) => {
    const known = allowed.find((candidate) => candidate === value);
    if (known === undefined) throw unreadable(path);
    return known;
  };
}

/** A known name, or a name of a plug-in. */
export function nameIn<T extends string>(
  known: {
    readonly [name in Exclude<T, `x-${string}`>]: true;
  },
): Reader<T> {
  return (value, path) => {
    const name = text(value, path);
    if (!name.startsWith('x-') && !Object.hasOwn(known, name)) throw unreadable(path);
    return name as T;
  };
}

export function unreadable(path: string): MfaError {
  return new MfaError(
    'account-unreadable',
    `a stored account cannot be read${path === '' ? '' : ` at ${path}`}`,
  );
}

function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
