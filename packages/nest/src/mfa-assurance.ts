import type { Assurance } from '@factorkit/core';
import { createParamDecorator, Inject, Injectable, type PipeTransform } from '@nestjs/common';
import type { NestContext, NestRequest } from './context.ts';
import { MfaService } from './mfa-service.ts';

/** A parameter decorator cannot ask for a service; a pipe behind it can, and gets that of the controller's module. */
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
 * The assurance of this session, as `raise` or `beginSignIn` gave it: what was shown, when, and what it is worth.
 * `undefined` where nobody is signed in: it guards nothing, that is what `@RequireMfa` does.
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
