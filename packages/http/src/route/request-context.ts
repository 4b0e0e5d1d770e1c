import type { Mfa } from '@factorkit/core';
import { type RouteMaker, routeFor } from './route.ts';
import type { Session } from './session.ts';
import type { TokenChannel } from './token-channel.ts';

/** What the routes of a user work with. */
export interface RequestContext {
  readonly mfa: Mfa;
  readonly session: Session;
  /** The challenge token from the `Factorkit-Challenge` header. */
  readonly headerToken: string | undefined;
  /** Where a token goes that the client did not ask for: a session without a cookie is that of a client without cookies. */
  readonly ownChannel: TokenChannel;
  /** The challenge token from the cookie. */
  readonly cookieToken: string | undefined;
  readonly now: () => number;
}

/** Defines a route of a user. */
export const route: RouteMaker<RequestContext> = routeFor<RequestContext>();
