import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

/** The session's form token, created for the first form. */
export function formTokenOf(request: Request): string {
  request.session.formToken ??= randomBytes(32).toString('base64url');
  return request.session.formToken;
}

/**
 * Whether the request changes nothing, or is a form from one of our own pages: by the origin that the browser sends,
 * and by the session's form token, which another site cannot read. (Synchroniser token, for forms that work without
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
  if (typeof body !== 'object' || body === null || !('formToken' in body)) return false;
  const expected = Buffer.from(request.session.formToken ?? '');
  const given = Buffer.from(typeof body.formToken === 'string' ? body.formToken : '');
  return expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
}
