import type { CookieChange } from '../cookies/cookie-change.ts';

/** A response before it becomes a `Response`: status, body, headers and changes of cookies. */
export interface Answer<Body extends object = object> {
  readonly status: number;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly CookieChange[];
}

export function ok<const Body extends object>(body: Body): Answer<Body> {
  return { status: 200, body };
}
