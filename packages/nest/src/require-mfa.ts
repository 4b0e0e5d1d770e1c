import type { Need } from '@factorkit/core';
import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { MfaGuard } from './mfa-guard.ts';
import { REQUIRED } from './need.ts';

/**
 * Guards a handler, or every handler of a controller: an action that the policy's rules name, a requirement said right
 * here, or, with neither, two kinds of proof in this session. At both, both are asked for. It brings `MfaGuard` along.
 *
 * The module of the controller has to see `MfaModule`: it imports it, or `MfaModule` is global. What cannot be asked for,
 * such as an action that no rule names, stops the start with an `MfaError` that names the handler.
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
export function RequireMfa(need?: Need): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(REQUIRED, need === undefined ? {} : { need }), UseGuards(MfaGuard));
}
