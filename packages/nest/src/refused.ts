import type { GuardRefusal } from '@factorkit/http';
import { HttpException } from '@nestjs/common';

/**
 * Thrown by `MfaGuard` for a refused request. Without a filter of the portal, Nest answers 401 or 403, the problem
 * document as JSON and, for 401, the header that describes what is missing. A filter that catches it can show a page
 * instead.
 *
 * @example
 * ```ts
 * import { MfaRefusedException } from '@factorkit/nest';
 * import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
 * import type { Response } from 'express';
 *
 * @Catch(MfaRefusedException)
 * export class StepUpPages implements ExceptionFilter<MfaRefusedException> {
 *   catch({ refused }: MfaRefusedException, host: ArgumentsHost): void {
 *     const res = host.switchToHttp().getResponse<Response>();
 *     res.redirect(303, refused.kind === 'signed-out' ? '/sign-in' : '/step-up');
 *   }
 * }
 * ```
 */
export class MfaRefusedException extends HttpException {
  readonly refused: GuardRefusal;

  constructor(refused: GuardRefusal, problem: Record<string, unknown>, status: number) {
    super(problem, status);
    this.refused = refused;
  }
}
