import { type Answer, type SignedInVisit, signedIn } from '../session/visit.ts';

/**
 * A page of a portal, or a form that is sent to one. A portal is a table of these; Express mounts it as a router, Nest as
 * a controller. Both read a path in the same way: `:name` is a part that varies.
 */
export interface PageRoute {
  readonly method: 'get' | 'post';
  /** Within the portal: `/sign-in`. */
  readonly path: string;
  readonly answer: Answer;
  /** A form that may have to wait for fresh proof: then it is kept, and sent on by itself when the proof is there. */
  readonly repeatable?: true;
}

/** Something to look at: it changes nothing. */
export function page(path: string, answer: Answer): PageRoute {
  return { method: 'get', path, answer };
}

/** What a form is sent to. */
export function form(path: string, answer: Answer): PageRoute {
  return { method: 'post', path, answer };
}

/** The same for those who are signed in, where it may have to wait. */
export function repeatableForm(path: string, answer: (visit: SignedInVisit) => Promise<void>): PageRoute {
  return { method: 'post', path, answer: signedIn(answer), repeatable: true };
}
