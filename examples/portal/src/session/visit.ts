import type { Assurance, RequestSource, SignedIn, SignIn } from '@factorkit/core';
import type { Raised, RaiseOptions } from '@factorkit/http';
import type { Request, Response } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { document } from '../pages/layout.ts';
import type { Page, View } from '../pages/view.ts';
import type { Person } from '../people/directory.ts';
import type { GuessedFrom } from '../people/guess-limits.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import { cookieOf, cookieOptions } from './browser-cookie.ts';
import { formTokenOf } from './form-token.ts';
import { keepNotice, takeNotice } from './notice.ts';
import { renewSession } from './portal-session.ts';

/** Statuses of a form that was not carried out and may be sent again. */
const NOT_DONE: readonly number[] = [409, 422, 429];

/** One request to one portal, with its session and source. */
export interface Arrival {
  readonly portal: CustomerPortal;
  readonly request: Request;
  readonly source: RequestSource;
}

/** An arrival, and the functions that answer it. */
export interface Visit extends Arrival {
  readonly response: Response;
  readonly cookies: SignInCookies;
  /** Shows the page in the portal's layout. */
  show(draw: Draw, status?: number): void;
  /** Redirects to another page of this portal, which shows the notice. */
  goTo(path: string, notice?: NoticeKey): void;
  /** The value of a field of the form. The empty text if there is none. */
  field(name: string): string;
}

/** The cookies of the challenge and of a trusted browser. The package for the framework sets and reads them. */
export interface SignInCookies {
  challengeToken(): string | undefined;
  deviceToken(): string | undefined;
  set(outcome: SignIn): void;
  clearChallenge(): void;
}

/** The lifetime of the cookie of a known browser, in which a user signed in before. */
const KNOWN_BROWSER_MS = 180 * 24 * 3_600_000;

/** Where a password is typed, for the limits on guessing. */
export function guessedFrom({ portal, request, source }: Arrival): GuessedFrom {
  const knownBrowser = cookieOf(request, `${portal.brand.id}.browser`);
  return {
    ...(source.ip !== undefined && { address: source.ip }),
    ...(knownBrowser !== undefined && { knownBrowser }),
  };
}

/** After a sign-in: guesses by others do not slow this browser down. */
export function knowBrowser({ portal, response }: Visit, userId: string): void {
  const { brand, directory } = portal;
  const options = { ...cookieOptions(portal), maxAge: KNOWN_BROWSER_MS };
  response.cookie(`${brand.id}.browser`, directory.knowBrowser(userId), options);
}

export type Draw = (view: View) => Page;

/** The handler of a visit. It always answers. */
export type Answer = (visit: Visit) => Promise<void> | void;

export interface SignedInVisit extends Visit {
  readonly person: Person;
  readonly caller: SessionCaller;
}

/** A signed-in user for Factorkit, with the id of this sign-in, which is kept when the others end. */
export interface SessionCaller extends SignedIn {
  readonly sessionId: string;
}

export function arrivalOf(portal: CustomerPortal, request: Request): Arrival {
  const { ip } = request;
  const userAgent = request.get('user-agent');
  return {
    portal,
    request,
    source: { ...(ip !== undefined && { ip }), ...(userAgent !== undefined && { userAgent }) },
  };
}

export function visitOf(arrival: Arrival, response: Response, cookies: SignInCookies): Visit {
  const { portal, request } = arrival;
  return {
    ...arrival,
    response,
    cookies,
    show: (draw, status) => showPage(arrival, response, draw, status),
    goTo(path, notice) {
      if (notice !== undefined) keepNotice(portal, request, response, notice);
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

/** Shows a page in the portal's layout. It needs only a session, so it works after a failure too. */
export function showPage({ portal, request }: Arrival, response: Response, draw: Draw, status = 200): void {
  const person = whoIsSignedIn({ portal, request })?.person;
  const notice = takeNotice(portal, request, response);
  const view: View = {
    brand: portal.brand,
    formToken: formTokenOf(portal, request, response),
    clock: portal.clock,
    timeZone: portal.timeZone,
    ...(person && { person }),
    ...(notice && { notice }),
  };
  response
    .status(status)
    .type('html')
    .send(document(view, draw(view), { failed: NOT_DONE.includes(status) }));
}

/** The user of this session, if the sign-in is still valid. */
export function whoIsSignedIn({
  portal,
  request,
}: Pick<Arrival, 'portal' | 'request'>):
  | { readonly person: Person; readonly signInId: string; readonly assurance: Assurance }
  | undefined {
  const { signedIn } = request.session;
  if (signedIn === undefined || !portal.signIns.isAlive(signedIn.userId, signedIn.signInId)) return undefined;
  const person = portal.directory.find(signedIn.userId);
  return person && { person, signInId: signedIn.signInId, assurance: signedIn.assurance };
}

/** For signed-in users. Others are redirected to the sign-in. */
export function signedIn(answer: (visit: SignedInVisit) => Promise<void>): Answer {
  return async (visit) => {
    const person = whoIsSignedIn(visit)?.person;
    const caller = callerOf(visit);
    if (person === undefined || caller === undefined) return visit.goTo('/sign-in', 'signInFirst');
    await answer({ ...visit, person, caller });
  };
}

export function callerOf(arrival: Arrival): SessionCaller | undefined {
  const who = whoIsSignedIn(arrival);
  if (who === undefined) return undefined;
  const { userId, userName, enrolled } = who.person;
  return {
    userId,
    expectEnrolled: enrolled,
    user: { accountName: userName },
    assurance: who.assurance,
    sessionId: who.signInId,
    source: arrival.source,
  };
}

/** Signs this user in, with a new session id. An earlier sign-in of the session ends. */
export async function signIn(arrival: Arrival, assurance: Assurance): Promise<void> {
  const { portal, request } = arrival;
  const { userId } = assurance;
  await signOut(arrival);
  request.session.signedIn = { userId, signInId: portal.signIns.begin(userId), assurance };
}

/** Stores an assurance, of a new sign-in or of the one that it replaces, with new ids. */
export async function raise(
  arrival: Arrival,
  assurance: Assurance,
  { replaces }: RaiseOptions,
): Promise<Raised> {
  if (replaces === undefined) {
    await signIn(arrival, assurance);
    return { kind: 'raised' };
  }
  const { portal, request } = arrival;
  const { userId } = assurance;
  const signInId = portal.signIns.renew(userId, replaces);
  if (signInId === undefined) return { kind: 'session-ended' };
  const { settingUp, waiting } = request.session;
  await renewSession(request);
  request.session.signedIn = { userId, signInId, assurance };
  if (settingUp !== undefined) request.session.settingUp = settingUp;
  if (waiting !== undefined) request.session.waiting = waiting;
  return { kind: 'raised' };
}

/** The same visit after its session was raised, with a new id. `undefined` if the session has ended since then. */
export async function raiseAssurance(
  visit: SignedInVisit,
  assurance: Assurance,
): Promise<SignedInVisit | undefined> {
  const { kind } = await raise(visit, assurance, { replaces: visit.caller.sessionId });
  const caller = kind === 'raised' ? callerOf(visit) : undefined;
  return caller && { ...visit, caller };
}

/** Ends this sign-in. The session continues without a user, with a new id. */
export async function signOut({ portal, request }: Arrival): Promise<void> {
  const { signedIn } = request.session;
  if (signedIn !== undefined) portal.signIns.end(signedIn.userId, signedIn.signInId);
  await renewSession(request);
}
