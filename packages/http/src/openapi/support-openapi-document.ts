import { problemShape } from '../answers/problem.ts';
import { openApiRoute } from '../routes/openapi.ts';
import { supportRoutes } from '../routes/support.ts';
import { documentOf, type OpenApiDocument } from './document.ts';

/**
 * The routes of the support desk as an OpenAPI 3.1 document. The desk serves it at `GET openapi.json`. The package's
 * `support-openapi.json` has the default options.
 *
 * @param options `basePath` defaults to `/mfa-support`.
 */
export function supportOpenApiDocument(options: { readonly basePath?: string } = {}): OpenApiDocument {
  const { basePath = '/mfa-support' } = options;
  return documentOf({
    title: 'Factorkit support desk',
    description:
      'What staff may do for a user. The portal decides who is staff and what each of them may do for which user. The audit trail records every action. JSON, problem documents and origins are as in the document of the users’ routes.',
    basePath,
    routes: [...supportRoutes, openApiRoute(() => supportOpenApiDocument(options))],
    securitySchemes: {
      staff: {
        type: 'apiKey',
        in: 'cookie',
        name: 'session',
        description: 'The portal’s own session of a member of staff. The name here is a placeholder.',
      },
    },
    besides: [problemShape('not-found'), problemShape('method-not-allowed')],
  });
}
