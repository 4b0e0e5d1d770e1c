import { MfaError } from '../errors.ts';
import { parseDuration } from './duration.ts';

/** Checks one value of a policy document, or throws `policy-invalid` with its path and the reason. */
export type Reader = (value: unknown, path: string) => void;

export function invalid(path: string, why: string): MfaError {
  return new MfaError('policy-invalid', `policy${path === '' ? '' : `.${path}`}: ${why}`);
}

/** An object with these keys and no others: a misspelt key must not silently drop a rule. */
export function object(
  required: Readonly<Record<string, Reader>>,
  optional: Readonly<Record<string, Reader>> = {},
): Reader {
  return (value, path) => {
    const doc = plainObject(value, path);
    for (const key of Object.keys(required)) {
      if (doc[key] === undefined) throw invalid(join(path, key), 'is missing');
    }
    for (const [key, content] of Object.entries(doc)) {
      const read = Object.hasOwn(required, key)
        ? required[key]
        : Object.hasOwn(optional, key)
          ? optional[key]
          : undefined;
      if (read === undefined) throw invalid(join(path, key), 'is not a key that is known here');
      read(content, join(path, key));
    }
  };
}

/** An object whose keys are checked too. */
export function mapOf(key: (name: string) => string | undefined, read: Reader): Reader {
  return (value, path) => {
    for (const [name, content] of Object.entries(plainObject(value, path))) {
      const trouble = key(name);
      if (trouble !== undefined) throw invalid(join(path, name), trouble);
      read(content, join(path, name));
    }
  };
}

export function arrayOf(read: Reader, { min = 0 }: { readonly min?: number } = {}): Reader {
  return (value, path) => {
    if (!Array.isArray(value)) throw invalid(path, 'is not a list');
    if (value.length < min) throw invalid(path, `needs at least ${min} ${min === 1 ? 'entry' : 'entries'}`);
    for (const [index, entry] of value.entries()) read(entry, `${path}[${index}]`);
  };
}

export function oneOf(...allowed: readonly (string | number | boolean)[]): Reader {
  return (value, path) => {
    if (!allowed.includes(value as string))
      throw invalid(path, `is none of ${allowed.map((word) => JSON.stringify(word)).join(', ')}`);
  };
}

export function whole({
  min,
  max,
  why,
}: {
  readonly min: number;
  readonly max: number;
  readonly why?: string;
}): Reader {
  return (value, path) => {
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
      throw invalid(
        path,
        `is not a whole number from ${min} to ${max}${why === undefined ? '' : ` (${why})`}`,
      );
    }
  };
}

export const bool: Reader = oneOf(true, false);

export const text: Reader = (value, path) => {
  if (typeof value !== 'string' || value === '')
    throw invalid(path, 'is not a text of at least one character');
};

export const duration: Reader = (value, path) => {
  if (parseDuration(value) === undefined) {
    throw invalid(path, 'is not a duration: a whole number and s, m, h or d, such as "15m", up to ten years');
  }
};

function plainObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(path, 'is not an object');
  return value as Readonly<Record<string, unknown>>;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
