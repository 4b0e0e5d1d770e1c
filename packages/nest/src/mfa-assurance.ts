import type { Assurance } from '@factorkit/core';
import { createParamDecorator, Inject, Injectable, type PipeTransform } from '@nestjs/common';
import type { NestContext, NestRequest } from './context.ts';
import { MfaService } from './mfa-service.ts';

/** A parameter decorator cannot inject a service, but a pipe can: it gets the one of the controller's module. */
class AssuranceOfSession implements PipeTransform<NestContext, Promise<Assurance | undefined>> {
  readonly #service: MfaService;

  constructor(service: MfaService) {
    this.#service = service;
  }

  async transform(context: NestContext): Promise<Assurance | undefined> {
    return (await this.#service.currentUser(context))?.assurance;
  }
}

Injectable()(AssuranceOfSession);
Inject(MfaService)(AssuranceOfSession, undefined, 0);

const ContextOfRequest = createParamDecorator<undefined, NestContext>((_data, execution) => {
  const http = execution.switchToHttp();
  return { req: http.getRequest<NestRequest>(), res: http.getResponse<object>() };
});

/**
 * The assurance of this session, as `raise` or `beginSignIn` stored it: what was proved, when, and its level.
 * `undefined` if nobody is signed in. It guards nothing: use `@RequireMfa`.
 *
 * @example
 * ```ts
 * import type { Assurance } from '@factorkit/core';
 * import { MfaAssurance, RequireMfa } from '@factorkit/nest';
 * import { Controller, Get } from '@nestjs/common';
 *
 * @Controller('me')
 * export class MeController {
 *   @RequireMfa()
 *   @Get()
 *   me(@MfaAssurance() assurance: Assurance) {
 *     return { amr: assurance.amr };
 *   }
 * }
 * ```
 */
export function MfaAssurance(): ParameterDecorator {
  return ContextOfRequest(AssuranceOfSession);
}
