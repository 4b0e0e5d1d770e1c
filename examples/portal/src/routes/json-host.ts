import type { ExpressHost } from '@factorkit/express';
import type { CustomerPortal } from '../customer-portal.ts';
import { arrivalOf, callerOf, raise, signOut } from '../session/visit.ts';

/** The host hooks of the JSON routes at `/mfa`: they use the same sessions as the pages. */
export function jsonHost(portal: CustomerPortal, onError: (error: unknown) => void): ExpressHost {
  return {
    currentUser: async ({ req }) => callerOf(arrivalOf(portal, req)),
    raise: ({ req }, assurance, options) => raise(arrivalOf(portal, req), assurance, options),
    signOut: ({ req }) => signOut(arrivalOf(portal, req)),
    onError: (_context, error) => onError(error),
  };
}
