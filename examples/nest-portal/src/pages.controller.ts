import { Controller, Get, Inject, Post, Req, Res, type Type, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Brand } from '../../portal/src/brands/brand.ts';
import { pagesOf } from '../../portal/src/pages-of-portal.ts';
import type { PageRoute } from '../../portal/src/routes/page-route.ts';
import { SameSiteForms } from './same-site-forms.guard.ts';
import { Visits } from './visits.ts';

interface PagesController {
  readonly visits: Visits;
}

/**
 * The pages and forms of one portal. They are shared with the portal on Express, so each row of their table becomes a
 * handler here. For a handler written for Nest see `guarded.controller.ts`.
 */
export function pagesController(brand: Brand): Type<PagesController> {
  @UseGuards(SameSiteForms)
  @Controller(brand.id)
  class Pages implements PagesController {
    readonly visits: Visits;

    constructor(@Inject(Visits) visits: Visits) {
      this.visits = visits;
    }
  }

  for (const route of pagesOf(brand)) addHandler(Pages, route);
  return Pages;
}

/** The same as `@Get(path) name(@Req() req, @Res() res) { … }` in the class. */
function addHandler({ prototype }: Type<PagesController>, { method, path, answer }: PageRoute): void {
  const name = `${method} ${path}`;
  const handler = {
    value(this: PagesController, req: Request, res: Response): Promise<void> | void {
      return answer(this.visits.of(req, res));
    },
  };
  Object.defineProperty(prototype, name, handler);
  const route = { get: Get, post: Post }[method];
  route(path)(prototype, name, handler);
  Req()(prototype, name, 0);
  Res()(prototype, name, 1);
}
