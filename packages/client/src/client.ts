import createClient, { type Client, defaultPathSerializer } from 'openapi-fetch';
import { type MfaPaths, readableAnswer } from './answer.ts';

/** @inline */
export type MfaClientOptions = {
  /**
   * The path of the routes; outside a browser, the whole URL.
   *
   * @defaultValue `/mfa`
   */
  readonly baseUrl?: string;
  /** @defaultValue the `fetch` of the runtime */
  readonly fetch?: (request: Request) => Promise<Response>;
};

/** One function per HTTP method. Path, body and every answer have the types of the OpenAPI document. */
export type MfaClient = Client<MfaPaths>;

/**
 * A client of the Factorkit routes, for pages and apps. Everything except a success is returned as `error`, a problem
 * document with a `code`. An answer that is not from Factorkit (a proxy's error page, an empty body) has the code
 * `unexpected-answer`. It throws the errors of `fetch`, and a TypeError for a path parameter that would change the
 * path.
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
  // Also without a body: servers that accept forms refuse a request without a content type.
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
    // A URL resolves dot segments: the id `..` would address another route.
    if (['', '.', '..'].includes(String(value)))
      throw new TypeError(`the path parameter ${name} must be an id`);
  }
  return defaultPathSerializer(path, parameters);
}
