import type { JsonSchema } from '@factorkit/core/policy';

export type { JsonSchema };

/** Something with a JSON Schema. If it has a name, a document contains it once and refers to it. */
export interface Described {
  readonly name?: string;
  /** Returns JSON Schema (2020-12, the dialect of OpenAPI 3.1). `refer` returns the schemas of its parts. */
  describe(refer: Refer): JsonSchema;
}

export type Refer = (part: Described) => JsonSchema;

/** An object with exactly these members. */
export function closedObject(
  members: { readonly [name: string]: Described & { readonly optional?: boolean } },
  refer: Refer,
  constants: JsonSchema = {},
): JsonSchema {
  const entries = Object.entries(members);
  const required = [
    ...Object.keys(constants),
    ...entries.filter(([, part]) => part.optional !== true).map(([name]) => name),
  ];
  return {
    type: 'object',
    properties: { ...constants, ...Object.fromEntries(entries.map(([name, part]) => [name, refer(part)])) },
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** The only form, or `oneOf` forms that exclude each other. */
export function oneForm(forms: readonly JsonSchema[]): JsonSchema {
  const [only, ...others] = forms;
  return only !== undefined && others.length === 0 ? only : { oneOf: forms };
}
