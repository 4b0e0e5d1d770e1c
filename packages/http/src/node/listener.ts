import type { IncomingMessage, ServerResponse } from 'node:http';
import { MfaError } from '@factorkit/core';
import { webRequestOf } from './web-request.ts';
import { sendWebResponse } from './web-response.ts';

/** What the host's hooks are called with: the session's cookie comes with `req` and goes out with `res`. */
export interface NodeContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

export interface NodeListenerOptions {
  /**
   * The origin that the browser sees, such as `https://portal.example`, for a server behind a proxy. Where it is not
   * said it is made of the `Host` header and of whether this very connection is encrypted.
   */
  readonly origin?: string;
  /** Told of what the handler did not answer itself, such as a body that something else had read. Answered with 500. */
  readonly onError?: (error: unknown, context: NodeContext) => void;
}

/**
 * A handler as a listener of `node:http` or `node:https`. Never rejects. A set-up with other paths calls it for those
 * that are the handler's.
 *
 * @throws MfaError `configuration-invalid` where `origin` is none.
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
export function nodeListener(
  handle: (request: Request, context: NodeContext) => Promise<Response>,
  { origin, onError }: NodeListenerOptions = {},
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const fixed = origin === undefined ? undefined : outsideOf(origin);
  const answer = async (context: NodeContext): Promise<void> => {
    const { req, res } = context;
    const request = webRequestOf(
      req,
      fixed ?? { protocol: isEncrypted(req) ? 'https' : 'http', host: req.headers.host },
    );
    if (request === undefined) res.writeHead(400).end();
    else await sendWebResponse(res, await handle(request, context));
  };
  return (req, res) => answer({ req, res }).catch((error: unknown) => giveUp({ req, res }, error, onError));
}

function giveUp(context: NodeContext, error: unknown, onError: NodeListenerOptions['onError']): void {
  const { res } = context;
  if (res.headersSent) res.destroy();
  else res.writeHead(500).end();
  try {
    onError?.(error, context);
  } catch {
    // Whoever reports an error must not turn it into another one: the answer stands.
  }
}

function isEncrypted({ socket }: IncomingMessage): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}

function outsideOf(origin: string): { readonly protocol: string; readonly host: string } {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url?.origin !== origin || !/^https?:$/.test(url.protocol)) {
    throw new MfaError('configuration-invalid', 'origin: not an origin such as https://portal.example');
  }
  return { protocol: url.protocol.slice(0, -1), host: url.host };
}
