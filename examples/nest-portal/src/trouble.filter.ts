import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  NotFoundException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import type { CustomerPortal } from '../../portal/src/customer-portal.ts';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { showTrouble, type Trouble, troubleOf } from '../../portal/src/session/trouble.ts';
import { arrivalOf } from '../../portal/src/session/visit.ts';
import { catalogue } from '../../portal/src/texts/catalogue.ts';
import { ForeignFormException } from './same-site-forms.guard.ts';
import { EVERY_PORTAL, OPTIONS } from './tokens.ts';

/** Answers every other error with a page in the layout and words of its portal. */
@Catch()
export class TroubleFilter implements ExceptionFilter {
  readonly #portals: readonly CustomerPortal[];
  readonly #options: SettledOptions;

  constructor(
    @Inject(EVERY_PORTAL) portals: readonly CustomerPortal[],
    @Inject(OPTIONS) options: SettledOptions,
  ) {
    this.#portals = portals;
    this.#options = options;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const req = http.getRequest<Request>();
    const res = http.getResponse<Response>();
    const trouble = kindOf(error);
    if (trouble === 'broken') this.#options.onError(error);
    // If it failed before the session was loaded, no page can be drawn.
    const name = req.session === undefined ? undefined : req.path.split('/')[1];
    const portal = this.#portals.find(({ brand }) => brand.id === name);
    if (res.headersSent) res.destroy();
    else if (portal !== undefined) showTrouble(arrivalOf(portal, req), res, trouble);
    else if (trouble === 'missing') res.status(404).type('text').send(catalogue.errors.missing);
    else res.status(500).type('text').send(catalogue.errors.broken);
  }
}

function kindOf(error: unknown): Trouble {
  if (error instanceof ForeignFormException) return 'stale';
  if (error instanceof NotFoundException) return 'missing';
  // Nest wraps errors that Express throws before a handler is found.
  return troubleOf(error instanceof HttpException ? (error.cause ?? error) : error);
}
