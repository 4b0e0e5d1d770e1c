import { MfaError } from '@factorkit/core';
import type { Answer } from './answer.ts';
import { readJsonBody } from './body.ts';
import { faultAnswer } from './fault.ts';
import { problem } from './problem.ts';
import { responseOf } from './response.ts';
import { matchRoute, type Route } from './route.ts';
import { isSameOrigin } from './same-origin.ts';

/** Where a set of routes begins, and what may come in. */
export interface DoorOptions {
  /** Where the routes begin; the empty text for the root. */
  readonly basePath?: string;
  /**
   * Other origins whose pages may send state-changing requests, such as `https://app.example.com`. The portal's own
   * needs no mention, as long as the request's URL is the one the browser sees. CORS headers are the portal's matter.
   */
  readonly allowedOrigins?: readonly string[];
  /** Bytes of a body; 16384 where it is not said. */
  readonly bodyLimitBytes?: number;
}

interface Behind<Context, Exchange> {
  readonly routes: readonly Route<Exchange>[];
  readonly exchange: (request: Request, context: Context) => Exchange;
  readonly respond?: (answer: Answer) => Response;
  readonly onError: ((context: Context, error: unknown) => void) | undefined;
}

/**
 * One function for a set of routes: finds the route, looks at where the request came from, and reads its body as JSON.
 * Never rejects: whatever goes wrong is a problem document, and `onError` hears of it.
 *
 * @throws MfaError `configuration-invalid` where an option cannot work.
 */
export function openDoor<Context, Exchange>(
  options: DoorOptions & { readonly basePath: string },
  { routes, exchange, respond = responseOf, onError }: Behind<Context, Exchange>,
): (request: Request, context: Context) => Promise<Response> {
  const { bodyLimitBytes = 16_384 } = options;
  const basePath = checkedBasePath(options.basePath);
  const allowedOrigins = new Set((options.allowedOrigins ?? []).map(checkedOrigin));
  if (!Number.isSafeInteger(bodyLimitBytes) || bodyLimitBytes < 1)
    throw misconfigured('bodyLimitBytes: not a number of bytes');

  const answer = async (request: Request, context: Context): Promise<Answer> => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith(`${basePath}/`)) return problem('not-found');
    const match = matchRoute(routes, request.method, url.pathname.slice(basePath.length + 1));
    if (match.kind === 'no-route') return problem('not-found');
    if (match.kind === 'wrong-method')
      return problem('method-not-allowed', {}, { allow: match.allow.join(', ') });
    if (url.search !== '') return problem('query-not-allowed');
    const changes = match.route.method !== 'GET';
    if (changes && !isSameOrigin(request, allowedOrigins)) return problem('cross-site');
    const read = changes ? await readJsonBody(request, bodyLimitBytes) : { kind: 'json' as const, value: {} };
    if (read.kind === 'problem') return read.problem;
    return match.route.answer({ exchange: exchange(request, context), json: read.value, id: match.id });
  };

  return async (request, context) => {
    const response = await answer(request, context)
      .then(respond)
      .catch((error: unknown) => {
        report(() => onError?.(context, error));
        return respond(faultAnswer(error));
      });
    return request.method === 'HEAD' ? new Response(null, response) : response;
  };
}

function report(tell: () => void): void {
  try {
    tell();
  } catch {
    // Whoever reports an error must not turn it into another one: the answer stands.
  }
}

function checkedBasePath(path: string): string {
  const trimmed = path === '/' ? '' : path;
  if (trimmed !== '' && !/^(\/[A-Za-z0-9._~-]+)+$/.test(trimmed))
    throw misconfigured('basePath: not a path such as /mfa');
  return trimmed;
}

function checkedOrigin(origin: string): string {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw misconfigured('allowedOrigins: not an origin such as https://portal.example');
  }
  return origin;
}

function misconfigured(message: string): MfaError {
  return new MfaError('configuration-invalid', message);
}
