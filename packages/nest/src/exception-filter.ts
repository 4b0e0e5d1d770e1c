import type { ServerResponse } from 'node:http';
import { MfaError } from '@factorkit/core';
import { faultResponse } from '@factorkit/http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyReply, send } from './platform.ts';
import { MfaRefusedException } from './refused.ts';

/**
 * Answers an `MfaError` that the engine throws in a handler of the portal, and a refusal of `@RequireMfa`, with a
 * problem document (RFC 9457). The answer does not contain the cause. Errors answered with 500 or 503 are passed to
 * Nest's logger.
 *
 * @example
 * ```ts
 * import { MfaExceptionFilter } from '@factorkit/nest';
 * import { Module } from '@nestjs/common';
 * import { APP_FILTER } from '@nestjs/core';
 *
 * @Module({ providers: [{ provide: APP_FILTER, useClass: MfaExceptionFilter }] })
 * export class AppModule {}
 * ```
 */
export class MfaExceptionFilter implements ExceptionFilter<MfaError | MfaRefusedException> {
  readonly #adapterHost: HttpAdapterHost;
  readonly #logger = new Logger('Factorkit');

  constructor(adapterHost: HttpAdapterHost) {
    this.#adapterHost = adapterHost;
  }

  /** @throws the error that it received, if it was not thrown while a request was answered. */
  catch(error: MfaError | MfaRefusedException, host: ArgumentsHost): Promise<void> {
    if (host.getType() !== 'http') throw error;
    return this.#answer(error, host.switchToHttp().getResponse());
  }

  async #answer(error: MfaError | MfaRefusedException, res: ServerResponse | FastifyReply): Promise<void> {
    const response = error instanceof MfaError ? faultResponse(error) : problemOf(error);
    if (error instanceof MfaError && response.status >= 500) {
      this.#logger.error(`${error.code}: ${error.message}`, error.stack);
    }
    if (!this.#adapterHost.httpAdapter.isHeadersSent(res)) await send(res, response);
  }
}

/** The guard has already set the headers. */
function problemOf(refused: MfaRefusedException): Response {
  return new Response(JSON.stringify(refused.getResponse()), {
    status: refused.getStatus(),
    headers: { 'content-type': 'application/problem+json' },
  });
}

Catch(MfaError, MfaRefusedException)(MfaExceptionFilter);
Inject(HttpAdapterHost)(MfaExceptionFilter, undefined, 0);
