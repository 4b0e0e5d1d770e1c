import { MfaError, type Need } from '@factorkit/core';
import { type AssuranceGuard, type AssuranceGuardOptions, createAssuranceGuard } from '@factorkit/http';
import type { NestContext } from './context.ts';

/** Creates the guards of one engine. */
export type GuardFor = (need?: Need) => AssuranceGuard<NestContext>;

/** The metadata of a handler or a controller. Without a need, two kinds of factors are required. */
export interface Required {
  readonly need?: Need;
}

/** The metadata key of `@RequireMfa`. */
export const REQUIRED = 'factorkit:required';

/** Compiles each need once, when the program starts. */
export function createGuards(options: AssuranceGuardOptions<NestContext>): GuardFor {
  const guardFor = createAssuranceGuard(options);
  const ready = new Map<Need | undefined, AssuranceGuard<NestContext>>();
  return (need) => {
    const guard = ready.get(need) ?? guardFor(need);
    ready.set(need, guard);
    return guard;
  };
}

/** The requirements of a controller and its handler. Both apply: a handler cannot weaken those of its controller. */
export function requiredAt(places: readonly object[]): readonly Required[] {
  return places.flatMap((place) => {
    const found: unknown = Reflect.getMetadata(REQUIRED, place);
    return isRequired(found) ? [found] : [];
  });
}

function isRequired(found: unknown): found is Required {
  return typeof found === 'object' && found !== null;
}

/** The error that stops the start, with its place. */
export function misplaced(where: string, error: unknown): MfaError {
  if (!(error instanceof MfaError)) throw error;
  return new MfaError(error.code, `@RequireMfa at ${where}: ${error.message}`);
}
