import { problemShape } from '../answers/problem.ts';
import { openApiRoute } from '../routes/openapi.ts';
import { supportRoutes } from '../routes/support.ts';
import { documentOf, type OpenApiDocument } from './document.ts';

/**
 * The routes of the support desk as an OpenAPI 3.1 document. The desk serves it at `GET openapi.json`; for the default
 * options it is the package's `support-openapi.json`.
 *
 * @param options `basePath` defaults to `/mfa-support`.
 */
export function supportOpenApiDocument(options: { readonly basePath?: string } = {}): OpenApiDocument {
  const { basePath = '/mfa-support' } = options;
  return documentOf({
    title: 'Factorkit support desk',
    description:
      'What staff may do for a user. Who is staff, and what each of them may do for whom, is the portal’s to say; every deed stands in the trail. JSON, problem documents and origins as in the document of the users’ routes.',
    basePath,
    routes: [...supportRoutes, openApiRoute(() => supportOpenApiDocument(options))],
    securitySchemes: {
      staff: {
        type: 'apiKey',
        in: 'cookie',
        name: 'session',
        description: 'The portal’s own session of a member of staff: the name here stands for it.',
      },
    },
    besides: [problemShape('not-found'), problemShape('method-not-allowed')],
  });
}
