import type { Requirement } from './requirement.ts';
import {
  arrayOf,
  byKey,
  duration,
  matching,
  named,
  object,
  oneOf,
  type Shape,
  where,
  whole,
} from './shape.ts';

/** The name of a method, or of a recovery path, of a plug-in. */
export const EXTENSION = 'x-[a-z0-9-]{1,30}';
const EVIDENCE = new RegExp(
  `^(password|federated|passkey|magic-link|totp|email|sms|webauthn|backup-code|${EXTENSION})$`,
);

const evidence = matching(EVIDENCE, 'is not a method that can be shown');
const traits = arrayOf(oneOf('phishing-resistant', 'user-verified', 'device-bound', 'remembered'), {
  min: 1,
});

const selector: Shape = {
  read(value, path) {
    (typeof value === 'string' ? evidence : traitSelector).read(value, path);
  },
  get schema() {
    return { anyOf: [evidence.schema, traitSelector.schema] };
  },
};
// `{}` and `{ not: [...] }` alone mean any factor, including the password.
const traitSelector = where(
  object({}, { method: arrayOf(evidence, { min: 1 }), trait: traits, not: traits }),
  ({ method, trait }: { method?: unknown; trait?: unknown }) => method !== undefined || trait !== undefined,
  'needs a method or a trait: without one, everything meets it',
  { anyOf: [{ required: ['method'] }, { required: ['trait'] }] },
);

export const requirement: Shape = named('requirement', () => requirementForms);
export const requirementForms: Shape = byKey(
  {
    all: object({ all: arrayOf(requirement, { min: 1 }) }),
    any: object({ any: arrayOf(requirement, { min: 1 }) }),
  },
  object(
    { of: arrayOf(selector, { min: 1 }) },
    {
      count: whole({ min: 1, max: 10 }),
      distinct: oneOf('factor', 'method', 'channel'),
      maxAge: duration(),
      live: oneOf(true),
    },
  ),
);

/** Parses a requirement from code. Throws as `parsePolicy` does. */
export function parseRequirement(value: unknown): Requirement {
  requirementForms.read(value, 'requirement');
  return value as Requirement;
}
