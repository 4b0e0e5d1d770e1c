import type { MfaCookieOptions } from '../cookies/cookie.ts';
import { cookieLine } from '../cookies/cookie-change.ts';
import type { Answer } from './answer.ts';

/** A13: no cache keeps an answer, and no browser guesses another type. */
export function responseOf(answer: Answer, cookie: MfaCookieOptions = {}): Response {
  const headers = protectedHeaders({ 'content-type': 'application/json', ...answer.headers });
  for (const change of answer.cookies ?? []) headers.append('set-cookie', cookieLine(change, cookie));
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

/** A copy with the headers that every answer has. */
export function protectedHeaders(given: HeadersInit): Headers {
  const headers = new Headers(given);
  headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  return headers;
}
