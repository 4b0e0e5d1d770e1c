import { object, unchecked } from '@factorkit/core/schema';
import { ok } from '../message/answer.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import { type Route, routeFor } from '../route/route.ts';

/** Public: it contains only what the package contains. Generated on the first request. */
export function openApiRoute(make: () => OpenApiDocument): Route<unknown> {
  let made: OpenApiDocument | undefined;
  return routeFor<unknown>()({
    method: 'GET',
    path: 'openapi.json',
    operationId: 'readOpenApi',
    summary: 'This document.',
    caller: 'anyone',
    body: object({}),
    response: unchecked<OpenApiDocument>({
      type: 'object',
      properties: {
        openapi: { const: '3.1.1' },
        info: { type: 'object' },
        paths: { type: 'object' },
        components: { type: 'object' },
      },
      required: ['openapi', 'info', 'paths', 'components'],
    }),
    refusals: [],
    async run() {
      made ??= make();
      return ok(made);
    },
  });
}
