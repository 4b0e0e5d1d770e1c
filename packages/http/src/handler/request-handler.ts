import { MfaError } from '@factorkit/core';
import { type BodyRead, readJsonBody } from '../body/body.ts';
import type { Answer } from '../message/answer.ts';
import { responseOf } from '../message/response.ts';
import { faultAnswer } from '../problems/fault.ts';
import { type ProblemAnswer, problem } from '../problems/problem.ts';
import { type Match, matchRoute, type Route } from '../route/route.ts';
import { crossSiteError, isSameOrigin } from '../route/same-origin.ts';
import type { FormAnswered, FormHandler } from './form-handler.ts';

/** The mount point of a set of routes, and the requests that it accepts. @inline */
export type RequestHandlerOptions = {
  /** The path that the routes start with. Use the empty string for the root. */
  readonly basePath?: string;
  /**
   * Other origins whose pages may send state-changing requests, such as `https://app.example.com`. The portal's own
   * origin is allowed if the request's URL is the one that the browser sees. CORS headers are up to the portal.
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Maximum size of a body in bytes.
   *
   * @defaultValue 16384
   */
  readonly bodyLimitBytes?: number;
};

/** Never rejects: every error becomes a problem document and is passed to `host.onError`. */
export type MfaHandler<Context> = (request: Request, context: Context) => Promise<Response>;

interface HandlerParts<Context, RouteContext> {
  readonly routes: readonly Route<RouteContext>[];
  readonly routeContext: (request: Request, context: Context) => RouteContext | Promise<RouteContext>;
  readonly respond?: (answer: Answer) => Response;
  readonly forms?: (limits: { readonly bodyLimitBytes: number }) => FormHandler<Context>;
  readonly onError: ((context: Context, error: unknown) => void) | undefined;
}

/**
 * Creates one function for a set of routes. It finds the route, checks where the request came from and reads the body
 * as JSON, or as a form if forms are accepted. Never rejects: every error becomes a problem document and is passed to
 * `onError`.
 *
 * @throws MfaError `configuration-invalid` if an option is invalid.
 */
export function createRequestHandler<Context, RouteContext>(
  options: RequestHandlerOptions & { readonly basePath: string },
  {
    routes,
    routeContext,
    respond = responseOf,
    forms: formsWith,
    onError,
  }: HandlerParts<Context, RouteContext>,
): MfaHandler<Context> {
  const { bodyLimitBytes = 16_384 } = options;
  const basePath = checkedBasePath(options.basePath);
  const allowedOrigins = new Set((options.allowedOrigins ?? []).map(checkedOrigin));
  if (!Number.isSafeInteger(bodyLimitBytes) || bodyLimitBytes < 1)
    throw misconfigured('bodyLimitBytes: must be a positive whole number');
  const forms = formsWith?.({ bodyLimitBytes });

  // Behind a proxy that hides the portal's origin, every change is refused: tell the operator which origins did not
  // match.
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
    return route.answer({
      context: await routeContext(request, context),
      sent: read.value,
      origin: 'json',
      id,
    });
  };

  // The body names the intended method, so the origin of the page is checked before the body is read.
  const answerForm = async (
    formHandler: FormHandler<Context>,
    request: Request,
    context: Context,
    url: URL,
  ): Promise<FormAnswered> => {
    if (url.search !== '') return { answer: problem('query-not-allowed') };
    if (!isSameOrigin(request, allowedOrigins)) return { answer: crossSite(request, context) };
    const read = await formHandler.read(request, context);
    if (read.kind === 'problem') return { answer: read.problem };
    const { method, fields } = read.value;
    const match = matchRoute(routes, method, url.pathname.slice(basePath.length + 1));
    if (match.kind !== 'route') return { answer: noRoute(match) };
    const { route, id } = match;
    const answered = route.answer({
      context: await routeContext(request, context),
      sent: fields,
      origin: 'form',
      id,
    });
    return { answer: await answered.catch((error: unknown) => faultOf(error, context)), at: match };
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
    // An error of `onError` does not change the answer.
  }
}

function checkedBasePath(path: string): string {
  const trimmed = path === '/' ? '' : path;
  if (trimmed !== '' && !/^(\/[A-Za-z0-9._~-]+)+$/.test(trimmed))
    throw misconfigured('basePath: must be a path such as /mfa');
  return trimmed;
}

function checkedOrigin(origin: string): string {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw misconfigured('allowedOrigins: must be origins such as https://portal.example');
  }
  return origin;
}

function misconfigured(message: string): MfaError {
  return new MfaError('configuration-invalid', message);
}
