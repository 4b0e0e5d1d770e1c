import { MfaError } from '@factorkit/core';
import { headersOf } from '@factorkit/http/node';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestContext, NestRequest } from './context.ts';
import { type GuardFor, requiredAt } from './need.ts';
import { MfaRefusedException } from './refused.ts';
import { GUARDS } from './tokens.ts';

/**
 * Lets a request pass whose session shows what `@RequireMfa` asks for, at the handler and at its controller; where it
 * stands alone, two kinds of proof. `@RequireMfa` brings it along: nobody has to name it, but a test that overrides it.
 *
 * Throws `MfaRefusedException` where it does not pass, and `MfaError` where a port or a hook of the host fails.
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
      throw new MfaError('configuration-invalid', '@RequireMfa guards HTTP handlers and no other');
    }
    // Named at the controller and at the handler it is asked twice, for the same.
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
   * Whether it stands before the handlers of this engine.
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
    // What the client needs stands in the headers already, whichever filter words the body. A header that the portal has
    // set is not said twice; a cookie comes beside the others.
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
