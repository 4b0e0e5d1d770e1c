import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { cookieOf, cookieOptions } from './browser-cookie.ts';

const COOKIE = 'form';

/** Demo: new at each start. The servers of a real portal share one. */
const SECRET = randomBytes(32);

/**
 * The token of the forms on a page. It is bound to a cookie, so that nothing is stored for visitors who have not signed in,
 * and to the sign-in of the session, so that it ends with it.
 */
export function formTokenOf(portal: CustomerPortal, request: Request, response: Response): string {
  const found = renewed.get(response) ?? cookieOf(request, COOKIE);
  return tokenFor(request, found ?? renewFormCookie(portal, response));
}

const renewed = new WeakMap<Response, string>();

/** Gives the browser another cookie: the forms of its next pages differ from those of the pages before. */
export function renewFormCookie(portal: CustomerPortal, response: Response): string {
  const cookie = randomBytes(32).toString('base64url');
  response.cookie(COOKIE, cookie, cookieOptions(portal));
  renewed.set(response, cookie);
  return cookie;
}

/**
 * Whether the request changes nothing, or is a form from one of our own pages: by the origin that the browser sends,
 * and by the form token, which another site cannot read. (Signed double-submit cookie, for forms that work without
 * script.)
 */
export function isOfOurOwn(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  return comesFromHere(request) && hasFormToken(request);
}

function comesFromHere(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = request.get('origin');
  return origin === undefined || origin === `${request.protocol}://${request.get('host') ?? ''}`;
}

function hasFormToken(request: Request): boolean {
  const body: unknown = request.body;
  const cookie = cookieOf(request, COOKIE);
  if (typeof body !== 'object' || body === null || !('formToken' in body) || cookie === undefined)
    return false;
  const expected = Buffer.from(tokenFor(request, cookie));
  const given = Buffer.from(typeof body.formToken === 'string' ? body.formToken : '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function tokenFor({ session }: Request, cookie: string): string {
  const signIn = session.signedIn?.signInId ?? session.signingIn?.challenge ?? '';
  return createHmac('sha256', SECRET)
    .update(JSON.stringify([cookie, signIn]))
    .digest('base64url');
}
