import { problemShape } from '../answers/problem.ts';
import { cookieName, type MfaCookieOptions } from '../cookies/cookie.ts';
import { openApiRoute } from '../routes/openapi.ts';
import { userRoutes } from '../routes/user-routes.ts';
import { documentOf, type OpenApiDocument } from './document.ts';

/** The options of the handler. @inline */
export type OpenApiDocumentOptions = {
  /** @defaultValue `/mfa` */
  readonly basePath?: string;
  readonly cookie?: MfaCookieOptions;
};

/**
 * The routes of a user as an OpenAPI 3.1 document. It is generated from the readers and shapes that the handler uses,
 * so the two cannot differ. The handler serves it at `GET openapi.json`. The package's `openapi.json` has the default
 * options.
 *
 * @example
 * ```ts
 * import { openApiDocument } from '@factorkit/http';
 *
 * const { paths } = openApiDocument({ basePath: '/account/mfa' });
 * ```
 */
export function openApiDocument(options: OpenApiDocumentOptions = {}): OpenApiDocument {
  const { basePath = '/mfa', cookie = {} } = options;
  return documentOf({
    title: 'Factorkit',
    description: DESCRIPTION,
    basePath,
    routes: [...userRoutes, openApiRoute(() => openApiDocument(options))],
    securitySchemes: {
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'session',
        description:
          'The portal’s own session. The portal chooses how it is sent and the name of its cookie; the name here is a placeholder.',
      },
      challenge: {
        type: 'apiKey',
        in: 'cookie',
        name: cookieName('challenge', cookie),
        description:
          'The token of a sign-in or step-up in progress, in a cookie that scripts cannot read. A client without cookies sends it as `token` in the body.',
      },
    },
    besides: [problemShape('insufficient-user-authentication'), problemShape('method-not-allowed')],
  });
}

const DESCRIPTION = [
  'Second factors: challenge, enrolment, settings and recovery.',
  'A change must be JSON in UTF-8 and come from a page of the portal’s own origin or from a client that is not a page (`Origin`, `Sec-Fetch-Site`). `GET` changes nothing, and `HEAD` is `GET` without its body.',
  'No route accepts a query. Refusals are problem documents (RFC 9457) whose `code` does not change between versions.',
  'A guarded route of the portal answers 401 with `InsufficientUserAuthenticationProblem`.',
].join('\n\n');
