import type { Need } from '@factorkit/core';
import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { MfaGuard } from './mfa-guard.ts';
import { REQUIRED } from './need.ts';

/**
 * Guards a handler, or every handler of a controller. It requires what the policy's rules name for an action, or a
 * requirement that you pass or, with neither, two kinds of factors in this session. At a controller and its handler,
 * both apply. It adds `MfaGuard`.
 *
 * The controller's module must import `MfaModule`, unless that is global. An invalid need, such as an action that no
 * rule names, stops the start with an `MfaError` that names the handler.
 *
 * With `const RequirePortalMfa = RequireMfa<ActionNames<typeof policy>>` the compiler refuses such an action.
 *
 * @example
 * ```ts
 * import { RequireMfa } from '@factorkit/nest';
 * import { Controller, Get, Post } from '@nestjs/common';
 *
 * @RequireMfa()
 * @Controller('payouts')
 * export class PayoutsController {
 *   @Get()
 *   list() {}
 *
 *   @RequireMfa({ action: 'payout' })
 *   @Post()
 *   pay() {}
 * }
 * ```
 */
export function RequireMfa<Action extends string = string>(
  need?: Need<Action>,
): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(REQUIRED, need === undefined ? {} : { need }), UseGuards(MfaGuard));
}
