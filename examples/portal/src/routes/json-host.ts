import type { ExpressHost } from '@factorkit/express';
import type { CustomerPortal } from '../customer-portal.ts';
import { arrivalOf, callerOf, raise, signOut } from '../session/visit.ts';

/** What the JSON routes at `/mfa` borrow from the portal: the same sessions that its pages use. */
export function jsonHost(portal: CustomerPortal, onError: (error: unknown) => void): ExpressHost {
  return {
    currentUser: async ({ req }) => callerOf(arrivalOf(portal, req)),
    raise: ({ req }, assurance, options) => raise(arrivalOf(portal, req), assurance, options),
    signOut: ({ req }) => signOut(arrivalOf(portal, req)),
    onError: (_context, error) => onError(error),
  };
}
