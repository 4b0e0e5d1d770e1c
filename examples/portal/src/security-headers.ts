import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** One script of our own, for security keys, and none within a page: so that an injected one does not run. */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // With "no-referrer" browsers send `Origin: null` with our own forms, and the origin could not be checked.
    referrerPolicy: { policy: 'same-origin' },
    // The demo speaks plain http on localhost; behind TLS this line goes.
    strictTransportSecurity: false,
  });
}
