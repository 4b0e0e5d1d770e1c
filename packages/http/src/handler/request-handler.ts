import { MfaError } from '@factorkit/core';
import { type BodyRead, readJsonBody } from '../body/body.ts';
import type { Answer } from '../message/answer.ts';
import { responseOf } from '../message/response.ts';
import { faultAnswer } from '../problems/fault.ts';
import { type ProblemAnswer, problem } from '../problems/problem.ts';
import { type Match, matchRoute, type Route } from '../route/route.ts';
import { crossSiteError, isSameOrigin } from '../route/same-origin.ts';
import type { FormAnswered, FormHandler } from './form-handler.ts';

/** Where a set of routes begins, and what may come in. */
export interface RequestHandlerOptions {
  /** Where the routes begin; the empty text for the root. */
  readonly basePath?: string;
  /**
   * Other origins whose pages may send state-changing requests, such as `https://app.example.com`. The portal's own
   * needs no mention, as long as the request's URL is the one the browser sees. CORS headers are the portal's matter.
   */
  readonly allowedOrigins?: readonly string[];
  /** Bytes of a body. Defaults to 16384. */
  readonly bodyLimitBytes?: number;
}

interface HandlerParts<Context, Exchange> {
  readonly routes: readonly Route<Exchange>[];
  readonly exchange: (request: Request, context: Context) => Exchange | Promise<Exchange>;
  readonly respond?: (answer: Answer) => Response;
  readonly forms?: (limits: { readonly bodyLimitBytes: number }) => FormHandler<Context>;
  readonly onError: ((context: Context, error: unknown) => void) | undefined;
}

/**
 * One function for a set of routes: finds the route, looks at where the request came from, and reads its body as JSON,
 * or as a form where the door takes them. Never rejects: whatever goes wrong is a problem document, and `onError` hears
 * of it.
 *
 * @throws MfaError `configuration-invalid` where an option cannot work.
 */
export function createRequestHandler<Context, Exchange>(
  options: RequestHandlerOptions & { readonly basePath: string },
  { routes, exchange, respond = responseOf, forms: formsWith, onError }: HandlerParts<Context, Exchange>,
): (request: Request, context: Context) => Promise<Response> {
  const { bodyLimitBytes = 16_384 } = options;
  const basePath = checkedBasePath(options.basePath);
  const allowedOrigins = new Set((options.allowedOrigins ?? []).map(checkedOrigin));
  if (!Number.isSafeInteger(bodyLimitBytes) || bodyLimitBytes < 1)
    throw misconfigured('bodyLimitBytes: not a number of bytes');
  const forms = formsWith?.({ bodyLimitBytes });

  // A proxy that hides the portal's own origin refuses every change: the operator learns which origins did not fit.
  const crossSite = (request: Request, context: Context): ProblemAnswer => {
    report(() => onError?.(context, crossSiteError(request)));
    return problem('cross-site');
  };

  const answerJson = async (request: Request, context: Context, url: URL): Promise<Answer> => {
    const match = matchRoute(routes, request.method, url.pathname.slice(basePath.length + 1));
    if (match.kind !== 'route') return noRoute(match);
    if (url.search !== '') return problem('query-not-allowed');
    const { route, id } = match;
    const changes = route.method !== 'GET';
    if (changes && !isSameOrigin(request, allowedOrigins)) return crossSite(request, context);
    const read = changes ? await readJsonBody(request, bodyLimitBytes) : NO_BODY;
    if (read.kind === 'problem') return read.problem;
    return route.answer({ exchange: await exchange(request, context), sent: read.value, origin: 'json', id });
  };

  // The method that is meant stands in the body: whose page it came from is looked at before that is believed.
  const answerForm = async (
    door: FormHandler<Context>,
    request: Request,
    context: Context,
    url: URL,
  ): Promise<FormAnswered> => {
    if (url.search !== '') return { answer: problem('query-not-allowed') };
    if (!isSameOrigin(request, allowedOrigins)) return { answer: crossSite(request, context) };
    const read = await door.read(request, context);
    if (read.kind === 'problem') return { answer: read.problem };
    const { method, fields } = read.value;
    const match = matchRoute(routes, method, url.pathname.slice(basePath.length + 1));
    if (match.kind !== 'route') return { answer: noRoute(match) };
    const { route, id } = match;
    const said = route.answer({
      exchange: await exchange(request, context),
      sent: fields,
      origin: 'form',
      id,
    });
    return { answer: await said.catch((error: unknown) => faultOf(error, context)), at: match };
  };

  const faultOf = (error: unknown, context: Context): ProblemAnswer => {
    report(() => onError?.(context, error));
    return faultAnswer(error);
  };

  const serve = async (request: Request, context: Context): Promise<Response> => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith(`${basePath}/`)) return respond(problem('not-found'));
    if (!forms?.takes(request)) return respond(await answerJson(request, context, url));
    const answered = await answerForm(forms, request, context, url).catch((error: unknown) => ({
      answer: faultOf(error, context),
    }));
    return forms.respond(context, answered);
  };

  return async (request, context) => {
    const response = await serve(request, context).catch((error: unknown) =>
      respond(faultOf(error, context)),
    );
    return request.method === 'HEAD' ? new Response(null, response) : response;
  };
}

const NO_BODY: BodyRead<unknown> = { kind: 'body', value: {} };

function noRoute(match: Exclude<Match<never>, { readonly kind: 'route' }>): ProblemAnswer {
  return match.kind === 'no-route'
    ? problem('not-found')
    : problem('method-not-allowed', {}, { allow: match.allow.join(', ') });
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
