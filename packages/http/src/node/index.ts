/**
 * Converts Node's requests and responses to Web ones and back, for `node:http` and frameworks on top of it.
 *
 * @module
 */
export { type NodeContext, nodeListener } from './listener.ts';
export { headersOf, webRequestOf } from './web-request.ts';
export { sendWebResponse } from './web-response.ts';
