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

/**
 * Makes a listener for `node:http` or `node:https` from a handler. Never rejects. A server with other paths calls it
 * only for the paths of the handler.
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
