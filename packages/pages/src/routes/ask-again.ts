import type { Failure } from '../views/failure.ts';
import type { Visit } from '../visit/visit.ts';

/**
 * Redirects to the page of a form that was not carried out, which says why: post, redirect, get. Back and reload then never
 * ask whether to send a form again. `place` is below the mount point.
 */
export function askAgain(visit: Visit, place: string, failure: Failure): Promise<Response> {
  const [at = ''] = place.split('?');
  visit.state.failed = { at, failure };
  return visit.goTo(place);
}

/** Why the form of this page was not carried out, once. */
export function failureAt({ state }: Visit, place: string): Failure | undefined {
  const { failed } = state;
  delete state.failed;
  return failed?.at === place ? failed.failure : undefined;
}
