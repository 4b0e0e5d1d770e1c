import { MfaExceptionFilter, MfaRefusedException } from '@factorkit/nest';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import { closedPage } from '../../portal/src/pages/guarded.ts';
import { Visits } from './visits.ts';

/** The guard answers programs, with RFC 9470's challenge. Users get the same answer as a page. */
@Catch(MfaRefusedException)
export class ClosedPage implements ExceptionFilter<MfaRefusedException> {
  readonly #visits: Visits;
  readonly #forPrograms: MfaExceptionFilter;

  constructor(@Inject(Visits) visits: Visits, @Inject(MfaExceptionFilter) forPrograms: MfaExceptionFilter) {
    this.#visits = visits;
    this.#forPrograms = forPrograms;
  }

  async catch(error: MfaRefusedException, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const req = http.getRequest<Request>();
    if (req.accepts(['json', 'html']) !== 'html') return this.#forPrograms.catch(error, host);
    const visit = this.#visits.of(req, http.getResponse<Response>());
    if (error.refused.kind === 'signed-out') {
      visit.response.removeHeader('www-authenticate');
      return visit.goTo('/sign-in', 'signInFirst');
    }
    const { guarded } = visit.portal.brand;
    // The guard has set the header that describes what is missing.
    if (guarded !== undefined) visit.show((view) => closedPage(view, guarded), error.getStatus());
  }
}
