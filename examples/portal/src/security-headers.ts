import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Allows our one script, for security keys, and no inline scripts, so that an injected script does not run. */
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
    // The demo uses plain http on localhost. Behind TLS, remove this line.
    strictTransportSecurity: false,
  });
}
