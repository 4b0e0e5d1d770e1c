import { responseOf } from '../message/response.ts';
import { faultAnswer } from './fault.ts';

/**
 * The problem document for an error that the engine threw in a route of your own: 400 for `input-invalid`, 503 for
 * `storage-failed`, `account-missing`, `account-moved`, `clock-differs`, `contention` and `overloaded`, 500 for
 * everything else. It does not contain the cause.
 *
 * @example
 * ```ts
 * import { faultResponse } from '@factorkit/http';
 *
 * const response = await changePhone(request).catch(faultResponse);
 * ```
 */
export function faultResponse(error: unknown): Response {
  return responseOf(faultAnswer(error));
}
