import { challengeTokenOf, clearChallengeCookie, deviceTokenOf, setSignInCookies } from '@factorkit/express';
import type { Request, Response } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { arrivalOf, type Visit, visitOf } from './visit.ts';

/** A visit with Express: `@factorkit/express` handles the cookies. */
export function expressVisit(portal: CustomerPortal, request: Request, response: Response): Visit {
  const { challengeCookie, clock } = portal;
  return visitOf(arrivalOf(portal, request), response, {
    challengeToken: () => challengeTokenOf(request, challengeCookie),
    deviceToken: () => deviceTokenOf(request, challengeCookie),
    set: (outcome) => setSignInCookies(response, outcome, challengeCookie, clock()),
    clearChallenge: () => clearChallengeCookie(response, challengeCookie),
  });
}
