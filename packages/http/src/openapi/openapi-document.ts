import { problemShape } from '../answers/problem.ts';
import { cookieName, type MfaCookieOptions } from '../cookies/cookie.ts';
import { openApiRoute } from '../routes/openapi.ts';
import { userRoutes } from '../routes/user-routes.ts';
import { documentOf, type OpenApiDocument } from './document.ts';

/** As the handler was given them. */
export interface OpenApiDocumentOptions {
  /** Defaults to `/mfa`. */
  readonly basePath?: string;
  readonly cookie?: MfaCookieOptions;
}

/**
 * The routes of a user as an OpenAPI 3.1 document: made of what the handler itself reads and answers by, so that the two
 * cannot differ. The handler serves it at `GET openapi.json`; for the default options it is the package's `openapi.json`.
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
          'The portal’s own session. How it comes, and what its cookie is called, is the portal’s: the name here stands for it.',
      },
      challenge: {
        type: 'apiKey',
        in: 'cookie',
        name: cookieName('challenge', cookie),
        description:
          'The token of a sign-in or step-up under way, in a cookie that no script reads. A client without cookies sends it as `token` in the body.',
      },
    },
    besides: [problemShape('insufficient-user-authentication'), problemShape('method-not-allowed')],
  });
}

const DESCRIPTION = [
  'Second factors: challenge, enrolment, settings and recovery.',
  'A change takes JSON in UTF-8, from a page of the portal’s own origin or from no page (`Origin`, `Sec-Fetch-Site`); `GET` changes nothing, and `HEAD` is `GET` without its body.',
  'No route takes a query. Refusals are problem documents (RFC 9457) whose `code` does not change.',
  'A route of the portal’s own that is guarded answers 401 with `InsufficientUserAuthenticationProblem`.',
].join('\n\n');
