import type { CookieChange } from './cookie-change.ts';

/** A response before it is one: what is said, and what becomes of the cookies. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly CookieChange[];
}

export function ok(body: object): Answer {
  return { status: 200, body };
}
