import type { Described, JsonSchema, Refer } from './schema.ts';

/** The named schemas of one document. Each occurs once, however often it is referred to. */
export interface Definitions {
  readonly refer: Refer;
  /** By name, in order. */
  schemas(): { readonly [name: string]: JsonSchema };
}

/**
 * @param place The place of the definitions in the document, such as `#/$defs/`.
 * @throws TypeError, from `refer`, if two different schemas have one name.
 */
export function collectDefinitions(place: string): Definitions {
  const found = new Map<string, { readonly describe: Described['describe']; schema: JsonSchema }>();
  const refer: Refer = (part) => {
    const { name, describe } = part;
    if (name === undefined) return part.describe(refer);
    const known = found.get(name);
    if (known === undefined) {
      // Registered before its parts are described, so that a recursive schema finds itself.
      const entry = { describe, schema: {} };
      found.set(name, entry);
      entry.schema = part.describe(refer);
    } else if (known.describe !== describe) {
      throw new TypeError(`two schemas have the name ${name}`);
    }
    return { $ref: `${place}${name}` };
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
