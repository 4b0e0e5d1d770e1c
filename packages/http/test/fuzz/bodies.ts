import fc, { type Arbitrary } from 'fast-check';

/** A JSON Schema, as far as the document uses it for what is sent. */
export interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
}

export interface Sources {
  /** Named schemas of the document. */
  readonly components: Readonly<Record<string, Schema>>;
  /** Ids and tokens that mean something here, so that requests get past the first door. */
  readonly known: Arbitrary<string>;
}

/** Values that fit the schema. */
export function fitting(schema: Schema, sources: Sources): Arbitrary<unknown> {
  const { components, known } = sources;
  if (schema.$ref !== undefined) {
    return fitting(components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, sources);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.oneOf !== undefined) return fc.oneof(...schema.oneOf.map((one) => fitting(one, sources)));
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, member]) => [name, fitting(member, sources)]),
        ),
        { requiredKeys: [...(schema.required ?? [])] },
      );
    case 'array':
      return fc.array(fitting(schema.items ?? {}, sources), { maxLength: schema.maxItems ?? 3 });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return fc.oneof(
        { weight: 3, arbitrary: known },
        { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      );
    default:
      return fc.oneof(known, fc.stringMatching(/^\d{6}$/), fc.jsonValue({ maxDepth: 4 }));
  }
}

export type Mangling = (body: unknown, chance: number) => Uint8Array | string;

const encoder = new TextEncoder();

/** What may be done to a body that fits. Each is right JSON in the wrong place, or no JSON. */
export const manglings: Readonly<Record<string, Mangling>> = {
  none: (body) => JSON.stringify(body),
  'wrong type': (body, chance) =>
    JSON.stringify(withMember(body, chance, [null, 1e308, -0, [], {}, true, ''][chance % 7])),
  'a member too many': (body, chance) => JSON.stringify({ ...Object(body), [`x${chance}`]: chance }),
  'a member of every object': (body, chance) =>
    `{${JSON.stringify(['__proto__', 'constructor', 'toString', 'hasOwnProperty'][chance % 4])}:{"admin":true},${JSON.stringify(Object(body)).slice(1)}`,
  'nothing at all': () => '',
  'another value': (_, chance) => ['null', '[]', '0', '"text"', 'true', '[[[]]]', '1e999'][chance % 7] ?? '',
  huge: (body, chance) => JSON.stringify(withMember(body, chance, 'x'.repeat(9000 + (chance % 9000)))),
  deep: (body, chance) => {
    const depth = 10 + (chance % 3000);
    return JSON.stringify(withMember(body, chance, 'DEEP')).replace(
      '"DEEP"',
      '['.repeat(depth) + ']'.repeat(depth),
    );
  },
  'the same key twice': (body) => {
    const text = JSON.stringify(Object(body));
    return text === '{}' ? '{"a":1,"a":2}' : `${text.slice(0, -1)},${text.slice(1)}`;
  },
  'bad UTF-8': (body, chance) => {
    const bytes = encoder.encode(JSON.stringify(body));
    bytes[chance % bytes.length] = [0xff, 0xc0, 0xed, 0x80, 0xf8][chance % 5] ?? 0xff;
    return bytes;
  },
  'cut off': (body, chance) => {
    const text = JSON.stringify(body);
    return text.slice(0, chance % text.length);
  },
  'half a surrogate pair': (body, chance) =>
    JSON.stringify(withMember(body, chance, 'HALF')).replace(
      'HALF',
      chance % 2 === 0 ? '\\ud83d' : '\\udd11',
    ),
};

function withMember(body: unknown, chance: number, value: unknown): unknown {
  const names = Object.keys(Object(body));
  const name = names[chance % Math.max(names.length, 1)] ?? 'token';
  return { ...Object(body), [name]: value };
}
