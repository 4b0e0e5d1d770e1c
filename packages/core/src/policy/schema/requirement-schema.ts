import { choose, listOf, object } from '../../schema/object.ts';
import { readOr, type Schema } from '../../schema/schema.ts';
import { named, oneOf, optional, where, whole } from '../../schema/values.ts';
import { evidenceMethod, trait } from '../../schema/vocabulary.ts';
import { policyInvalid } from './plain-copy.ts';
import type { Requirement, Selector } from './requirement.ts';
import { duration } from './times.ts';

type Form<K extends string> = Extract<Requirement, { readonly [key in K]: unknown }>;

const traits = optional(listOf(trait, { min: 1 }));

const selector: Schema<Selector> = named<Selector>('Selector', () =>
  choose(
    {
      method: evidenceMethod,
      // `{}` and `{ not: [...] }` alone mean any factor, including the password.
      traits: where(
        object<Exclude<Selector, string>>({
          method: optional(listOf(evidenceMethod, { min: 1 })),
          trait: traits,
          not: traits,
        }),
        ({ method, trait }) => method !== undefined || trait !== undefined,
        'a method or a trait: without one, everything meets it',
        {
          anyOf: [
            { properties: { method: {} }, required: ['method'] },
            { properties: { trait: {} }, required: ['trait'] },
          ],
        },
      ),
    },
    (_, value) => (typeof value === 'string' ? 'method' : 'traits'),
  ),
);

/** The schema of a requirement, also for a document that contains one. */
export const requirement: Schema<Requirement> = named<Requirement>('Requirement', () => {
  const list = listOf(requirement, { min: 1 });
  return choose(
    {
      all: object<Form<'all'>>({ all: list }),
      any: object<Form<'any'>>({ any: list }),
      of: object<Form<'of'>>({
        of: listOf(selector, { min: 1 }),
        count: optional(whole({ min: 1, max: 10 })),
        distinct: optional(oneOf('factor', 'method', 'channel')),
        maxAge: optional(duration()),
        live: optional(oneOf(true)),
      }),
    },
    (has) => (has('all') ? 'all' : has('any') ? 'any' : 'of'),
  );
});

/** Parses a requirement from code. Throws as `parsePolicy` does. */
export function parseRequirement(value: unknown): Requirement {
  return readOr(requirement, value, policyInvalid, 'requirement');
}
