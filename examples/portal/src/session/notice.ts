import type { Request, Response } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import { cookieOf, cookieOptions } from './browser-cookie.ts';

const COOKIE = 'notice';

/** Keeps a notice for the next page: in the session or, for visitors without one, in a cookie. */
export function keepNotice(
  portal: CustomerPortal,
  request: Request,
  response: Response,
  notice: NoticeKey,
): void {
  const { session } = request;
  if (session.signedIn === undefined && session.signingIn === undefined) {
    response.cookie(COOKIE, notice, cookieOptions(portal));
  } else session.notice = notice;
}

/** The notice for this page, which is shown once. */
export function takeNotice(
  portal: CustomerPortal,
  request: Request,
  response: Response,
): NoticeKey | undefined {
  const kept = cookieOf(request, COOKIE);
  if (kept !== undefined) response.clearCookie(COOKIE, cookieOptions(portal));
  const { notice } = request.session;
  delete request.session.notice;
  return notice ?? (isKey(portal, kept) ? kept : undefined);
}

function isKey({ brand }: CustomerPortal, kept: string | undefined): kept is NoticeKey {
  return kept !== undefined && Object.hasOwn(brand.texts.notices, kept);
}
