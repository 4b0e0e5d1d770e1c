import type { Assurance, RequestSource, SignedIn } from '@factorkit/core';
import type { Request, RequestHandler, Response } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { document } from '../pages/layout.ts';
import type { Page, View } from '../pages/view.ts';
import type { Person } from '../people/directory.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import { formTokenOf } from './form-token.ts';
import { renewSession } from './portal-session.ts';

/** What was sent in could not be done, and may be tried again. */
const NOT_DONE: readonly number[] = [409, 422, 429];

/** One request to one portal, and the ways to answer it. */
export interface Visit {
  readonly portal: CustomerPortal;
  readonly request: Request;
  readonly response: Response;
  readonly source: RequestSource;
  /** Draws the page in the portal's frame. */
  show(draw: (view: View) => Page, status?: number): void;
  /** Goes on to another page of this portal, which says the notice. */
  goTo(path: string, notice?: NoticeKey): void;
  /** What was typed into a field of the form; the empty text where there was none. */
  field(name: string): string;
}

export interface SignedInVisit extends Visit {
  readonly person: Person;
  readonly caller: SessionCaller;
}

/** A signed-in person as Factorkit knows them, with the sign-in that is spared when their others end. */
export interface SessionCaller extends SignedIn {
  readonly sessionId: string;
}

export function visitOf(portal: CustomerPortal, request: Request, response: Response): Visit {
  const { ip } = request;
  const userAgent = request.get('user-agent');
  return {
    portal,
    request,
    response,
    source: { ...(ip !== undefined && { ip }), ...(userAgent !== undefined && { userAgent }) },
    show(draw, status = 200) {
      const person = whoIsSignedIn(portal, request)?.person;
      const { notice } = request.session;
      delete request.session.notice;
      const view: View = {
        brand: portal.brand,
        formToken: formTokenOf(request),
        clock: portal.clock,
        timeZone: portal.timeZone,
        ...(person && { person }),
        ...(notice && { notice }),
      };
      response
        .status(status)
        .type('html')
        .send(document(view, draw(view), { failed: NOT_DONE.includes(status) }));
    },
    goTo(path, notice) {
      if (notice !== undefined) request.session.notice = notice;
      response.redirect(303, `/${portal.brand.id}${path}`);
    },
    field(name) {
      const body: unknown = request.body;
      if (typeof body !== 'object' || body === null) return '';
      const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
      return typeof value === 'string' ? value : '';
    },
  };
}

/** The person of this session, as long as the sign-in is alive. */
export function whoIsSignedIn(
  portal: CustomerPortal,
  request: Request,
): { readonly person: Person; readonly signInId: string; readonly assurance: Assurance } | undefined {
  const { signedIn } = request.session;
  if (signedIn === undefined || !portal.signIns.isAlive(signedIn.userId, signedIn.signInId)) return undefined;
  const person = portal.directory.find(signedIn.userId);
  return person && { person, signInId: signedIn.signInId, assurance: signedIn.assurance };
}

/** A page for anybody. */
export function anybody(
  portal: CustomerPortal,
  answer: (visit: Visit) => Promise<void> | void,
): RequestHandler {
  return async (request, response) => {
    await answer(visitOf(portal, request, response));
  };
}

/** A page for those who are signed in; others are sent to sign in. */
export function signedIn(
  portal: CustomerPortal,
  answer: (visit: SignedInVisit) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    const visit = visitOf(portal, request, response);
    const person = whoIsSignedIn(portal, request)?.person;
    const caller = callerOf(visit);
    if (person === undefined || caller === undefined) return visit.goTo('/sign-in', 'signInFirst');
    await answer({ ...visit, person, caller });
  };
}

export function callerOf({ portal, request, source }: Visit): SessionCaller | undefined {
  const who = whoIsSignedIn(portal, request);
  if (who === undefined) return undefined;
  const { userId, userName } = who.person;
  return {
    userId,
    user: { accountName: userName },
    assurance: who.assurance,
    sessionId: who.signInId,
    source,
  };
}

/** Opens the portal for this person, under a new session id. A sign-in that was there before ends. */
export async function signIn(visit: Visit, assurance: Assurance): Promise<void> {
  const { portal, request } = visit;
  const { userId } = assurance;
  await signOut(visit);
  request.session.signedIn = { userId, signInId: portal.signIns.begin(userId), assurance };
}

/** Writes down that more was shown, under a new session id. The sign-in stays the same one. */
export async function raiseAssurance(
  { request, caller }: SignedInVisit,
  assurance: Assurance,
): Promise<void> {
  const { settingUp, waiting } = request.session;
  await renewSession(request);
  request.session.signedIn = { userId: caller.userId, signInId: caller.sessionId, assurance };
  if (settingUp !== undefined) request.session.settingUp = settingUp;
  if (waiting !== undefined) request.session.waiting = waiting;
}

/** Ends this sign-in; the session goes on as nobody's, under a new id. */
export async function signOut({ portal, request }: Visit): Promise<void> {
  const { signedIn } = request.session;
  if (signedIn !== undefined) portal.signIns.end(signedIn.userId, signedIn.signInId);
  await renewSession(request);
}
