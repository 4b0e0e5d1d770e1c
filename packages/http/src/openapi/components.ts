import type { Described, JsonSchema, Refer } from '../schema/json-schema.ts';

/** The named shapes of one document. Each occurs once, however often it is referred to. */
export interface Components {
  readonly refer: Refer;
  /** By name, in order. */
  schemas(): { readonly [name: string]: JsonSchema };
}

/** @throws TypeError, from `refer`, if two different shapes have one name. */
export function collectComponents(): Components {
  const found = new Map<string, { readonly describe: Described['describe']; schema: JsonSchema }>();
  const refer: Refer = (part) => {
    const { name, describe } = part;
    if (name === undefined) return part.describe(refer);
    const known = found.get(name);
    if (known === undefined) {
      // Registered before its parts are described, so that a recursive shape finds itself.
      const entry = { describe, schema: {} };
      found.set(name, entry);
      entry.schema = part.describe(refer);
    } else if (known.describe !== describe) {
      throw new TypeError(`two shapes have the name ${name}`);
    }
    return { $ref: `#/components/schemas/${name}` };
  };
  return {
    refer,
    schemas: () =>
      Object.fromEntries(
        [...found]
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([name, { schema }]) => [name, schema]),
      ),
  };
}
