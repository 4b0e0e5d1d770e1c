import createClient, { type Client, defaultPathSerializer } from 'openapi-fetch';
import { type MfaPaths, readableAnswer } from './answer.ts';

export interface MfaClientOptions {
  /** Where the routes are mounted; outside of a browser, the whole URL. Defaults to `/mfa`. */
  readonly baseUrl?: string;
  /** Defaults to the runtime's own. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** One method for each HTTP method; path, body and every answer have the types of the OpenAPI document. */
export type MfaClient = Client<MfaPaths>;

/**
 * A client of the Factorkit routes, for pages and apps. Everything but a success comes back as `error`, a problem document
 * that its `code` tells apart; an answer that is not from Factorkit (a proxy's error page, an empty body) has the code
 * `unexpected-answer`. It throws what `fetch` throws, and a TypeError for a path parameter that would change the path.
 *
 * @example
 * ```ts
 * import { createMfaClient } from '@factorkit/client';
 *
 * const mfa = createMfaClient();
 *
 * export async function enterCode(factorId: string, response: string): Promise<string> {
 *   const { data, error } = await mfa.POST('/challenge/verify', { body: { factorId, response } });
 *   if (data) return data.kind; // complete, challenge, enrol
 *   return error.code === 'rejected' ? `wrong, ${error.attemptsLeft} left` : error.title;
 * }
 * ```
 */
export function createMfaClient({ baseUrl = '/mfa', fetch }: MfaClientOptions = {}): MfaClient {
  // On every request, also one without a body: servers that accept forms refuse a request without a content type.
  const headers = { 'content-type': 'application/json' };
  const client = createClient<MfaPaths>({
    baseUrl,
    headers,
    pathSerializer: serializePath,
    ...(fetch === undefined ? {} : { fetch }),
  });
  client.use({ onResponse: ({ response }) => readableAnswer(response) });
  return client;
}

function serializePath(path: string, parameters: Record<string, unknown>): string {
  for (const [name, value] of Object.entries(parameters)) {
    // A URL resolves dot segments: `..` as an id would address another route.
    if (['', '.', '..'].includes(String(value)))
      throw new TypeError(`the path parameter ${name} is not an id`);
  }
  return defaultPathSerializer(path, parameters);
}
