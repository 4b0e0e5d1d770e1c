import { type ChallengeCookieOptions, challengeCookie, clearedChallengeCookie } from './cookie.ts';

/** A response before it is one: what is said, and what becomes of the challenge cookie. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookie?: CookieChange;
}

export type CookieChange = { readonly kind: 'set'; readonly token: string } | { readonly kind: 'clear' };

export function ok(body: object): Answer {
  return { status: 200, body };
}

/** A13: whatever is answered, nothing on the way keeps it, and nothing reads it as another type. */
export function responseOf(answer: Answer, cookie: ChallengeCookieOptions = {}): Response {
  const headers = new Headers({
    'content-type': 'application/json',
    ...answer.headers,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  if (answer.cookie !== undefined) headers.append('set-cookie', cookieLine(answer.cookie, cookie));
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

function cookieLine(change: CookieChange, options: ChallengeCookieOptions): string {
  return change.kind === 'set' ? challengeCookie(change.token, options) : clearedChallengeCookie(options);
}
