import type { paths } from './openapi.ts';

/**
 * An answer that is not from Factorkit: a proxy's error page, an empty body, a sign-in page with status 200. It does
 * not show whether the request had an effect: load the state again. @inline
 */
export type UnexpectedAnswer = {
  readonly type: 'about:blank';
  readonly code: 'unexpected-answer';
  readonly title: string;
  /** The HTTP status, or 502 if it was a success without a readable body. */
  readonly status: number;
};

/** The paths of the OpenAPI document. Every operation may also return an {@link UnexpectedAnswer}. */
export type MfaPaths = { [path in keyof paths]: WithUnexpectedAnswer<paths[path]> };

type WithUnexpectedAnswer<Path> = {
  [method in keyof Path]: Path[method] extends { responses: infer Responses }
    ? Omit<Path[method], 'responses'> & { responses: Responses & Unexpected }
    : Path[method];
};

/** @inline */
type Unexpected = {
  default: { headers: Record<string, unknown>; content: { 'application/problem+json': UnexpectedAnswer } };
};

/**
 * Makes every response readable: a success contains a JSON object, and everything else a problem document with a
 * `code`.
 */
export async function readableAnswer(response: Response): Promise<Response> {
  const text = await response.text();
  const body = objectIn(text);
  if (body !== undefined && (response.ok || typeof body.code === 'string')) return rebuilt(response, text);
  const status = response.ok || response.status < 400 ? 502 : response.status;
  const problem: UnexpectedAnswer = {
    type: 'about:blank',
    code: 'unexpected-answer',
    title: `The answer of the server cannot be read (HTTP ${response.status}).`,
    status,
  };
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/problem+json');
  return rebuilt({ status, headers }, JSON.stringify(problem));
}

function objectIn(text: string): { readonly code?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

// The text is no longer compressed, and its length may have changed.
function rebuilt({ status, headers }: Pick<Response, 'status' | 'headers'>, text: string): Response {
  const own = new Headers(headers);
  own.delete('content-length');
  own.delete('content-encoding');
  return new Response(text, { status, headers: own });
}
