import { type Answer, type SignedInVisit, signedIn } from '../session/visit.ts';

/**
 * A page or a form of a portal. A portal is a table of these. Express mounts it as a router, Nest as a controller. Both
 * read a path in the same way: `:name` matches one segment.
 */
export interface PageRoute {
  readonly method: 'get' | 'post';
  /** The path within the portal: `/sign-in`. */
  readonly path: string;
  readonly answer: Answer;
  /** Whether the form may wait for fresh proof. Then it is stored, and sent on when the proof is there. */
  readonly repeatable?: true;
}

/** A page to view: it changes nothing. */
export function page(path: string, answer: Answer): PageRoute {
  return { method: 'get', path, answer };
}

/** The target of a form. */
export function form(path: string, answer: Answer): PageRoute {
  return { method: 'post', path, answer };
}

/** The same for signed-in users, if it may wait for fresh proof. */
export function repeatableForm(path: string, answer: (visit: SignedInVisit) => Promise<void>): PageRoute {
  return { method: 'post', path, answer: signedIn(answer), repeatable: true };
}
