import { MfaError } from '../../errors.ts';

// Readers of arguments. Each gets a value and its name, and returns a copy with only the documented members. An error
// names the member, never its value.

export type Reader<T> = (value: unknown, name: string) => T;

export function badInput(name: string, why: string): MfaError {
  return new MfaError('input-invalid', `${name} ${why}`);
}

/** Reads members of a host object, which may have getters. */
export interface Members {
  /** The unchanged member, for untrusted input that a later step checks. */
  raw(member: string): unknown;
  required<T>(member: string, read: Reader<T>): T;
  optional<T>(member: string, read: Reader<T>): T | undefined;
  has(member: string): boolean;
}

/** The members of an argument. `name` is empty for the argument of the call itself. */
export function membersOf(value: unknown, name = ''): Members {
  if (typeof value !== 'object' || value === null)
    throw badInput(name === '' ? 'the argument' : name, 'is not an object');
  const raw = (member: string): unknown => {
    try {
      return Reflect.get(value, member);
    } catch {
      throw badInput(nameOf(member), 'cannot be read');
    }
  };
  const nameOf = (member: string): string => (name === '' ? member : `${name}.${member}`);
  return {
    raw,
    required: (member, read) => read(raw(member), nameOf(member)),
    optional: (member, read) => {
      const found = raw(member);
      return found === undefined ? undefined : read(found, nameOf(member));
    },
    has: (member) => raw(member) !== undefined,
  };
}

/** Any text, for an id that is looked up and not stored. */
export function readText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw badInput(name, 'is not a text');
  return value;
}

/** Text that is stored. The length is limited, and it is well-formed because some databases accept nothing else. */
export function storedText(maxLength: number): Reader<string> {
  return (value, name) => {
    if (typeof value !== 'string' || value === '' || value.length > maxLength || /\p{Surrogate}/u.test(value))
      throw badInput(name, `is not a well-formed text of 1 to ${maxLength} characters`);
    return value;
  };
}

export function readBoolean(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw badInput(name, 'is neither true nor false');
  return value;
}

export function readTime(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw badInput(name, 'is not a time in milliseconds since 1970');
  return value;
}

export function wholeFrom(min: number, max: number): Reader<number> {
  return (value, name) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw badInput(name, `is not a whole number from ${min} to ${max}`);
    return value;
  };
}

export function oneOf<T extends string>(words: readonly T[]): Reader<T> {
  return (value, name) => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw badInput(name, `is none of ${words.join(', ')}`);
    return word;
  };
}

export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, name) => {
    if (!Array.isArray(value)) throw badInput(name, 'is not a list');
    return value.map((entry, index) => read(entry, `${name}[${index}]`));
  };
}

/** Every member of `T`, with `undefined` for the optional ones, so that a reader cannot forget one. */
export type Complete<T> = T extends unknown
  ? { readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K] }
  : never;

/** The object without its undefined members. */
export function present<T extends object>(members: Complete<T>): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
