import { MfaError } from '@factorkit/core';
import { headersOf } from '@factorkit/http/node';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestContext, NestRequest } from './context.ts';
import { type GuardFor, requiredAt } from './need.ts';
import { MfaRefusedException } from './refused.ts';
import { GUARDS } from './tokens.ts';

/**
 * Lets a request pass if its session proves what `@RequireMfa` at the handler and at its controller require. Without
 * `@RequireMfa` it requires two kinds of factors. `@RequireMfa` adds it, so name it only to override it in a test.
 *
 * @throws MfaRefusedException if the request does not pass, MfaError if a port or a host hook fails.
 */
export class MfaGuard implements CanActivate {
  readonly #guardFor: GuardFor;
  readonly #adapterHost: HttpAdapterHost;
  readonly #passed = new WeakSet<ExecutionContext>();

  constructor(guardFor: GuardFor, adapterHost: HttpAdapterHost) {
    this.#guardFor = guardFor;
    this.#adapterHost = adapterHost;
  }

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    if (execution.getType() !== 'http') {
      throw new MfaError('configuration-invalid', '@RequireMfa can guard only HTTP handlers');
    }
    // Declared at the controller and at the handler, it runs twice for the same request.
    if (this.#passed.has(execution)) return true;
    const http = execution.switchToHttp();
    const context = { req: http.getRequest<NestRequest>(), res: http.getResponse<object>() };
    const required = requiredAt([execution.getClass(), execution.getHandler()]);
    for (const { need } of required.length > 0 ? required : [{ need: undefined }]) {
      await this.#check(this.#guardFor(need), context);
    }
    this.#passed.add(execution);
    return true;
  }

  /**
   * Whether it guards the handlers of this engine.
   *
   * @internal
   */
  serves(guardFor: GuardFor): boolean {
    return guardFor === this.#guardFor;
  }

  async #check(guard: ReturnType<GuardFor>, context: NestContext): Promise<void> {
    const guarded = await guard({ headers: headersOf(context.req) }, context);
    if (guarded.kind === 'pass') return;
    const response = await guarded.respond();
    const { httpAdapter } = this.#adapterHost;
    // The headers contain what the client needs, whichever filter writes the body. A header that the portal has set is
    // not repeated; a cookie is added to the others.
    for (const [name, value] of response.headers) {
      if (name === 'set-cookie') httpAdapter.appendHeader(context.res, name, value);
      else if (!/^content-/.test(name)) httpAdapter.setHeader(context.res, name, value);
    }
    throw new MfaRefusedException(guarded.refused, await problemIn(response), response.status);
  }
}

async function problemIn(response: Response): Promise<Record<string, unknown>> {
  const problem: unknown = await response.json();
  return { ...Object(problem) };
}

Injectable()(MfaGuard);
Inject(GUARDS)(MfaGuard, undefined, 0);
Inject(HttpAdapterHost)(MfaGuard, undefined, 1);
