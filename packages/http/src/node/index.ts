/**
 * The way from Node's requests to `(Request) => Response` and back: for plain `node:http`, and for what stands on it.
 *
 * @module
 */
export { type NodeContext, type NodeListenerOptions, nodeListener } from './listener.ts';
export { headersOf, type SeenFromOutside, webRequestOf } from './web-request.ts';
export { sendWebResponse } from './web-response.ts';
