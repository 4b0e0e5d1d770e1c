import type { IncomingMessage, ServerResponse } from 'node:http';
import { MfaError } from '@factorkit/core';
import { webRequestOf } from './web-request.ts';
import { sendWebResponse } from './web-response.ts';

/** The context of the host's hooks: the session cookie arrives with `req` and leaves with `res`. */
export interface NodeContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** @inline */
export type NodeListenerOptions = {
  /**
   * The origin that the browser sees, such as `https://portal.example`, for a server behind a proxy.
   *
   * @defaultValue the `Host` header, with https if this connection is encrypted
   */
  readonly origin?: string;
  /** Receives errors that the handler did not answer, such as a body that was already read. The answer is 500. */
  readonly onError?: (error: unknown, context: NodeContext) => void;
};

/** The members that Express, Nest and other frameworks add to a request of Node. */
interface FrameworkRequest extends IncomingMessage {
  readonly originalUrl?: unknown;
  readonly protocol?: unknown;
  readonly body?: unknown;
}

/**
 * Makes a listener for `node:http` or `node:https` from a handler. Never rejects. A server with other paths calls it
 * only for the paths of the handler.
 *
 * It also is middleware of Express, Connect and Nest: for a request that the handler does not answer, it calls `next`, or
 * without `next` it answers 404. The path is the whole one, wherever the middleware is mounted.
 *
 * @throws MfaError `configuration-invalid` if `origin` is not an origin.
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { createMfaHandler } from '@factorkit/http';
 * import { type NodeContext, nodeListener } from '@factorkit/http/node';
 *
 * const mfaRoutes = nodeListener(createMfaHandler<NodeContext>({ mfa, host }));
 * createServer((req, res) => {
 *   if (req.url?.startsWith('/mfa/')) return mfaRoutes(req, res);
 *   return portal(req, res);
 * });
 * ```
 */
export function nodeListener<Context extends NodeContext = NodeContext>(
  handle: (request: Request, context: Context) => Promise<Response | undefined>,
  { origin, onError }: NodeListenerOptions = {},
): (req: Context['req'], res: Context['res'], next?: () => void) => Promise<void> {
  const fixed = origin === undefined ? undefined : outsideOf(origin);
  const answer = async (context: NodeContext, next: (() => void) | undefined): Promise<void> => {
    const { req, res } = context;
    const { originalUrl, protocol, body }: FrameworkRequest = req;
    const seen = fixed ?? {
      protocol: typeof protocol === 'string' ? protocol : isEncrypted(req) ? 'https' : 'http',
      host: req.headers.host,
    };
    const url = typeof originalUrl === 'string' ? originalUrl : req.url;
    const request = webRequestOf(req, { ...seen, url, body });
    if (request === undefined) return void res.writeHead(400).end();
    // A framework adds members to both, which the hooks of its portals know.
    const response = await handle(request, context as Context);
    if (response !== undefined) return sendWebResponse(res, response);
    if (next === undefined) res.writeHead(404).end();
    else next();
  };
  return (req, res, next) =>
    answer({ req, res }, next).catch((error: unknown) => giveUp({ req, res }, error, onError));
}

function giveUp(context: NodeContext, error: unknown, onError: NodeListenerOptions['onError']): void {
  const { res } = context;
  if (res.headersSent) res.destroy();
  else res.writeHead(500).end();
  try {
    onError?.(error, context);
  } catch {
    // An error of `onError` does not change the answer.
  }
}

function isEncrypted({ socket }: IncomingMessage): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}

function outsideOf(origin: string): { readonly protocol: string; readonly host: string } {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url?.origin !== origin || !/^https?:$/.test(url.protocol)) {
    throw new MfaError('configuration-invalid', 'origin: must be an origin such as https://portal.example');
  }
  return { protocol: url.protocol.slice(0, -1), host: url.host };
}
