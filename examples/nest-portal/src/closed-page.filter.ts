import { nodeListener } from '@factorkit/http/node';
import { MfaExceptionFilter, MfaRefusedException } from '@factorkit/nest';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { Request as Req, Response as Res } from 'express';
import type { CustomerPortal } from '../../portal/src/customer-portal.ts';
import { closedPage } from '../../portal/src/pages/guarded.ts';
import type { PortalPages } from '../../portal/src/portal-pages.ts';
import type { Context } from '../../portal/src/session/portal-session.ts';
import { PAGES, PORTAL } from './tokens.ts';

/** The guard answers programs, with RFC 9470's challenge. Users get the same answer as a page. */
@Catch(MfaRefusedException)
export class ClosedPage implements ExceptionFilter<MfaRefusedException> {
  readonly #portal: CustomerPortal;
  readonly #pages: PortalPages;
  readonly #forPrograms: MfaExceptionFilter;

  constructor(
    @Inject(PORTAL) portal: CustomerPortal,
    @Inject(PAGES) pages: PortalPages,
    @Inject(MfaExceptionFilter) forPrograms: MfaExceptionFilter,
  ) {
    this.#portal = portal;
    this.#pages = pages;
    this.#forPrograms = forPrograms;
  }

  async catch(error: MfaRefusedException, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const req = http.getRequest<Req>();
    const res = http.getResponse<Res>();
    if (req.accepts(['json', 'html']) !== 'html') return this.#forPrograms.catch(error, host);
    const { brand } = this.#portal;
    const { guarded } = brand;
    const isSignedOut = error.refused.kind === 'signed-out';
    // Otherwise the guard has set the header that describes what is missing.
    if (isSignedOut) res.removeHeader('www-authenticate');
    const answer = nodeListener((request: Request, context: Context) =>
      this.#pages.pages.answer(request, context, (visit) =>
        isSignedOut || guarded === undefined
          ? visit.redirect(`/${brand.id}/sign-in`, 'signInFirst')
          : visit.show(() => closedPage(brand, guarded), error.getStatus()),
      ),
    );
    await answer(req, res);
  }
}
