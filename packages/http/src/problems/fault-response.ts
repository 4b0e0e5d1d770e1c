import { responseOf } from '../message/response.ts';
import { faultAnswer } from './fault.ts';

/**
 * The problem document for what a route of the portal's own threw when it called the engine: 400 for `input-invalid`,
 * 503 for `storage-failed`, `account-missing`, `account-moved`, `clock-differs`, `contention` and `overloaded`, 500 for
 * everything else. It says nothing about the cause.
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
