import { nodeListener } from '@factorkit/http/node';
import { RequireMfa } from '@factorkit/nest';
import { Controller, Get, Inject, Req, Res, type Type, UseFilters } from '@nestjs/common';
import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import type { Brand, GuardedPage } from '../../portal/src/brands/brand.ts';
import { guardedPage } from '../../portal/src/pages/guarded.ts';
import type { PortalPages } from '../../portal/src/portal-pages.ts';
import type { Context } from '../../portal/src/session/portal-session.ts';
import { ClosedPage } from './closed-page.filter.ts';
import { PAGES } from './tokens.ts';

/** One page with data that a stolen password must not reach: it is behind `@RequireMfa()`. */
export function guardedController(brand: Brand, guarded: GuardedPage): Type {
  @Controller(brand.id)
  class Guarded {
    readonly #pages: PortalPages;

    constructor(@Inject(PAGES) pages: PortalPages) {
      this.#pages = pages;
    }

    @RequireMfa()
    @UseFilters(ClosedPage)
    @Get(guarded.path)
    show(@Req() req: ExpressRequest, @Res() res: ExpressResponse): Promise<void> {
      const answer = nodeListener((request: Request, context: Context) =>
        this.#pages.pages.answer(request, context, (visit) => visit.show(() => guardedPage(brand, guarded))),
      );
      return answer(req, res);
    }
  }

  return Guarded;
}
