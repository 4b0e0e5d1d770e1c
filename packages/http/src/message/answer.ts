import type { CookieChange } from '../cookies/cookie-change.ts';

/** A response before it is one: what is said, and what becomes of the cookies. */
export interface Answer<Said extends object = object> {
  readonly status: number;
  readonly body: Said;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly CookieChange[];
}

export function ok<const Said extends object>(body: Said): Answer<Said> {
  return { status: 200, body };
}
