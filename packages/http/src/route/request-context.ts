import type { Mfa } from '@factorkit/core';
import { type RouteMaker, routeFor } from './route.ts';
import type { Session } from './session.ts';

/** What the routes of a user work with. */
export interface RequestContext {
  readonly mfa: Mfa;
  readonly session: Session;
  /** The challenge token from the `Factorkit-Challenge` header. */
  readonly headerToken: string | undefined;
  /** The challenge token from the cookie. */
  readonly cookieToken: string | undefined;
  readonly now: () => number;
}

/** Defines a route of a user. */
export const route: RouteMaker<RequestContext> = routeFor<RequestContext>();
