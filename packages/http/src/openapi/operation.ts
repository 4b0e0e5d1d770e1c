import type { JsonSchema } from '@factorkit/core/schema';
import { OWN_ID, type Route, type RouteCaller } from '../route/route.ts';
import { type Refer, responsesOf } from './responses.ts';

type Documented = Pick<Route<never>, 'method' | 'path' | 'document'>;

/** One route as an Operation Object. */
export function operationOf(route: Documented, refer: Refer): JsonSchema {
  const { method, path, document } = route;
  const body = refer(document.body);
  return {
    operationId: document.operationId,
    summary: document.summary,
    tags: [tagOf(path)],
    security: securityOf(document.caller, takesToken(body)),
    ...(path.includes(':id') ? { parameters: [ID] } : {}),
    ...(method === 'GET' || method === 'DELETE' ? {} : { requestBody: requestBodyOf(body) }),
    responses: responsesOf(route, refer),
  };
}

/** `factors/:id` becomes `/factors/{id}`. */
export function templateOf(path: string): string {
  return `/${path.replace(':id', '{id}')}`;
}

export function tagOf(path: string): string {
  return path.split('/')[0] ?? path;
}

const ID: JsonSchema = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: OWN_ID.source },
};

function requestBodyOf(schema: JsonSchema): JsonSchema {
  return { required: 'required' in schema, content: { 'application/json': { schema } } };
}

function takesToken({ properties }: JsonSchema): boolean {
  return typeof properties === 'object' && properties !== null && 'token' in properties;
}

/** `{}` means that no cookie is needed: the token may be in the body. */
function securityOf(caller: RouteCaller, tokenInBody: boolean): readonly JsonSchema[] {
  const orBody = tokenInBody ? [{}] : [];
  switch (caller) {
    case 'session':
      return [{ session: [] }];
    case 'challenge':
      return [{ challenge: [] }, ...orBody];
    case 'session-or-challenge':
      return [{ session: [] }, { challenge: [] }, ...orBody];
    case 'staff':
      return [{ staff: [] }];
    case 'cancel-token':
    case 'anyone':
      return [];
  }
}
