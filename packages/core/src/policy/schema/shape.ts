import { MfaError } from '../../errors.ts';
import { parseDuration } from './duration.ts';
import { durationPattern, MOMENT_PATTERN } from './patterns.ts';

/** One value of a policy document: its check, and its JSON Schema. One source for both. */
export interface Shape {
  /** Throws `policy-invalid` with the path and the reason. */
  readonly read: (value: unknown, path: string) => void;
  readonly schema: JsonSchema;
}

/** A JSON Schema (2020-12), as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

export function invalid(path: string, why: string): MfaError {
  return new MfaError('policy-invalid', `policy${path === '' ? '' : `.${path}`}: ${why}`);
}

type Fields = { readonly [key: string]: Shape };

/** An object with only these keys: a misspelt key must not drop a rule. */
export function object(required: Fields, optional: Fields = {}): Shape {
  const known = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return {
    read(value, path) {
      const doc = plainObject(value, path);
      for (const key of Object.keys(required)) {
        if (!Object.hasOwn(doc, key) || doc[key] === undefined) throw invalid(join(path, key), 'is missing');
      }
      for (const [key, content] of Object.entries(doc)) {
        const shape = known.get(key);
        if (shape === undefined) throw invalid(join(path, key), 'is not a key that is known here');
        shape.read(content, join(path, key));
      }
    },
    schema: {
      type: 'object',
      properties: Object.fromEntries([...known].map(([key, { schema }]) => [key, schema])),
      required: Object.keys(required),
      additionalProperties: false,
    },
  };
}

/** An object whose keys are checked by a pattern. */
export function mapOf({ key, why }: { readonly key: RegExp; readonly why: string }, shape: Shape): Shape {
  return {
    read(value, path) {
      for (const [name, content] of Object.entries(plainObject(value, path))) {
        if (!key.test(name)) throw invalid(join(path, name), why);
        shape.read(content, join(path, name));
      }
    },
    schema: { type: 'object', propertyNames: { pattern: key.source }, additionalProperties: shape.schema },
  };
}

export function arrayOf(shape: Shape, { min = 0 }: { readonly min?: number } = {}): Shape {
  return {
    read(value, path) {
      if (!Array.isArray(value)) throw invalid(path, 'is not a list');
      if (value.length < min) throw invalid(path, `needs at least ${min} ${min === 1 ? 'entry' : 'entries'}`);
      for (const [index, entry] of value.entries()) shape.read(entry, `${path}[${index}]`);
    },
    schema: { type: 'array', items: shape.schema, ...(min > 0 ? { minItems: min } : {}) },
  };
}

export function oneOf(...allowed: readonly (string | number | boolean)[]): Shape {
  return {
    read(value, path) {
      if (!allowed.some((word) => word === value)) {
        throw invalid(path, `is none of ${allowed.map((word) => JSON.stringify(word)).join(', ')}`);
      }
    },
    schema: { enum: allowed },
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
}): Shape {
  return {
    read(value, path) {
      if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
        throw invalid(
          path,
          `is not a whole number from ${min} to ${max}${why === undefined ? '' : ` (${why})`}`,
        );
      }
    },
    schema: {
      type: 'integer',
      minimum: min,
      maximum: max,
      ...(why === undefined ? {} : { description: why }),
    },
  };
}

export function matching(pattern: RegExp, why: string): Shape {
  return {
    read(value, path) {
      if (typeof value !== 'string' || !pattern.test(value)) throw invalid(path, why);
    },
    schema: { type: 'string', pattern: pattern.source },
  };
}

/** One of several forms, distinguished by a key that only that form has. */
export function byKey(forms: { readonly [key: string]: Shape }, otherwise: Shape): Shape {
  return {
    read(value, path) {
      const doc = typeof value === 'object' && value !== null ? value : {};
      const key = Object.keys(forms).find((name) => name in doc);
      (key === undefined ? otherwise : (forms[key] as Shape)).read(value, path);
    },
    schema: { anyOf: [...Object.values(forms), otherwise].map(({ schema }) => schema) },
  };
}

/** A shape that the schema refers to by name, so that it may contain itself. */
export function named(name: string, shape: () => Shape): Shape {
  return { read: (value, path) => shape().read(value, path), schema: { $ref: `#/$defs/${name}` } };
}

/** A shape with one more condition, and the part of it that a schema can express. */
export function where(
  shape: Shape,
  holds: (value: never) => boolean,
  why: string,
  schema: JsonSchema = {},
): Shape {
  return {
    read(value, path) {
      shape.read(value, path);
      if (!holds(value as never)) throw invalid(path, why);
    },
    schema: { ...shape.schema, ...schema },
  };
}

export const bool: Shape = oneOf(true, false);

export const text: Shape = {
  read(value, path) {
    if (typeof value !== 'string' || value === '')
      throw invalid(path, 'is not a text of at least one character');
  },
  schema: { type: 'string', minLength: 1 },
};

const TEN_YEARS_MS = 3_650 * 86_400_000;

/** A duration, with an optional maximum from a standard. */
export function duration(most?: { readonly ms: number; readonly why: string }): Shape {
  return {
    read(value, path) {
      const ms = parseDuration(value);
      if (ms === undefined) {
        throw invalid(
          path,
          'is not a duration: a whole number and s, m, h or d, such as "15m", up to ten years',
        );
      }
      if (most !== undefined && ms > most.ms) throw invalid(path, `is too long: ${most.why}`);
    },
    schema: {
      type: 'string',
      pattern: durationPattern(most?.ms ?? TEN_YEARS_MS),
      ...(most === undefined ? {} : { description: most.why }),
    },
  };
}

const MOMENT = new RegExp(MOMENT_PATTERN);

export const moment: Shape = {
  read(value, path) {
    if (typeof value !== 'string' || !MOMENT.test(value)) {
      throw invalid(path, 'is not a moment in UTC, such as "2027-03-01T00:00:00Z"');
    }
  },
  schema: { type: 'string', format: 'date-time', pattern: MOMENT_PATTERN },
};

function plainObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(path, 'is not an object');
  return value as Readonly<Record<string, unknown>>;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
