import type { ExpressHost } from '@factorkit/express';
import type { CustomerPortal } from '../customer-portal.ts';
import { renewSession } from '../session/portal-session.ts';
import { callerOf, signIn, signOut, visitOf } from '../session/visit.ts';

/** What the JSON routes at `/mfa` borrow from the portal: the same sessions that its pages use. */
export function jsonHost(portal: CustomerPortal, onError: (error: unknown) => void): ExpressHost {
  return {
    currentUser: async ({ req, res }) => callerOf(visitOf(portal, req, res)),
    async raise({ req, res }, assurance) {
      const visit = visitOf(portal, req, res);
      const caller = callerOf(visit);
      if (caller?.userId !== assurance.userId) return signIn(visit, assurance);
      await renewSession(req);
      req.session.signedIn = { userId: caller.userId, signInId: caller.sessionId, assurance };
    },
    signOut: ({ req, res }) => signOut(visitOf(portal, req, res)),
    onError: (_context, error) => onError(error),
  };
}
