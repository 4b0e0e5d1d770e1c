import type { JsonSchema } from '@factorkit/core/policy';

export type { JsonSchema };

/** Something that can say its shape. What has a name stands once in a document, and is referred to. */
export interface Described {
  readonly name?: string;
  /** As JSON Schema (2020-12, the dialect of OpenAPI 3.1). `refer` says the parts it is made of. */
  describe(refer: Refer): JsonSchema;
}

export type Refer = (part: Described) => JsonSchema;

/** An object with these members and no others. */
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

/** One form, or one of several that exclude each other. */
export function oneForm(forms: readonly JsonSchema[]): JsonSchema {
  const [only, ...others] = forms;
  return only !== undefined && others.length === 0 ? only : { oneOf: forms };
}
