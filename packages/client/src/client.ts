import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './openapi.ts';

export interface MfaClientOptions {
  /** Where the routes are mounted. `/mfa` where it is not said; outside of a browser, the whole URL. */
  readonly baseUrl?: string;
  /** The runtime's own where it is not said. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** One method for each HTTP method; path, body and every answer have the types of the OpenAPI document. */
export type MfaClient = Client<paths>;

/**
 * A client of the Factorkit routes, for pages and apps. What is refused comes back as `error`, a problem document that is
 * told apart by its `code`; it throws only what `fetch` throws.
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
  // Said of every request: what names no type may be a form (HTML), and servers that look at forms refuse it, a DELETE too.
  const headers = { 'content-type': 'application/json' };
  return createClient<paths>({ baseUrl, headers, ...(fetch === undefined ? {} : { fetch }) });
}
