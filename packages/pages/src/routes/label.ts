import type { Visit } from '../visit/visit.ts';

/** The name for an app in the form. `undefined` unless it has 1 to 64 characters. */
export function labelIn(visit: Visit): string | undefined {
  const label = visit.field('label').trim();
  return label !== '' && [...label].length <= 64 ? label : undefined;
}
