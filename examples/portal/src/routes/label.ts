import type { Visit } from '../session/visit.ts';

/** The name for an app as it was typed, or `undefined` where it is none of 1 to 64 characters. */
export function labelIn(visit: Visit): string | undefined {
  const label = visit.field('label').trim();
  return label !== '' && [...label].length <= 64 ? label : undefined;
}
