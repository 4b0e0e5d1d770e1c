import { MfaError, type Need } from '@factorkit/core';
import { type AssuranceGuard, type AssuranceGuardOptions, createAssuranceGuard } from '@factorkit/http';
import type { NestContext } from './context.ts';

/** Makes the guards of one engine. */
export type GuardFor = (need?: Need) => AssuranceGuard<NestContext>;

/** What stands at a handler or a controller; the need is absent where two kinds of proof are asked for. */
export interface Required {
  readonly need?: Need;
}

/** Under which key `@RequireMfa` leaves it. */
export const REQUIRED = 'factorkit:required';

/** Each need is compiled once, when the program starts; a request finds its guard ready. */
export function createGuards(options: AssuranceGuardOptions<NestContext>): GuardFor {
  const guardFor = createAssuranceGuard(options);
  const ready = new Map<Need | undefined, AssuranceGuard<NestContext>>();
  return (need) => {
    const guard = ready.get(need) ?? guardFor(need);
    ready.set(need, guard);
    return guard;
  };
}

/** What is asked for by the handler and by its controller. Both hold: a controller's door is not opened by a handler. */
export function requiredAt(places: readonly object[]): readonly Required[] {
  return places.flatMap((place) => {
    const found: unknown = Reflect.getMetadata(REQUIRED, place);
    return isRequired(found) ? [found] : [];
  });
}

function isRequired(found: unknown): found is Required {
  return typeof found === 'object' && found !== null;
}

/** What the start is stopped with, and where it stands. */
export function misplaced(where: string, error: unknown): MfaError {
  if (!(error instanceof MfaError)) throw error;
  return new MfaError(error.code, `@RequireMfa at ${where}: ${error.message}`);
}
