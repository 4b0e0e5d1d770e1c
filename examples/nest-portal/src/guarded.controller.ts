import { RequireMfa } from '@factorkit/nest';
import { Controller, Get, Inject, Req, Res, type Type, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Brand, GuardedPage } from '../../portal/src/brands/brand.ts';
import { guardedPage } from '../../portal/src/pages/guarded.ts';
import { ClosedPage } from './closed-page.filter.ts';
import { Visits } from './visits.ts';

/** One page with data that a stolen password must not reach: it is behind `@RequireMfa()`. */
export function guardedController({ id }: Brand, guarded: GuardedPage): Type {
  @Controller(id)
  class Guarded {
    readonly #visits: Visits;

    constructor(@Inject(Visits) visits: Visits) {
      this.#visits = visits;
    }

    @RequireMfa()
    @UseFilters(ClosedPage)
    @Get(guarded.path)
    show(@Req() req: Request, @Res() res: Response): void {
      this.#visits.of(req, res).show((view) => guardedPage(view, guarded));
    }
  }

  return Guarded;
}
