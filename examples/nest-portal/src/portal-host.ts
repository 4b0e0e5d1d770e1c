import type { Assurance, SignedIn } from '@factorkit/core';
import type { NestContext, NestHost, Raised, RaiseOptions } from '@factorkit/nest';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { CustomerPortal } from '../../portal/src/customer-portal.ts';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { arrivalOf, callerOf, raise, signOut } from '../../portal/src/session/visit.ts';
import { OPTIONS, PORTAL } from './tokens.ts';

type Context = NestContext<Request, Response>;

/** The host hooks of the portal: they use the same sessions as its pages. */
@Injectable()
export class PortalHost implements NestHost<Request, Response> {
  readonly #portal: CustomerPortal;
  readonly #options: SettledOptions;

  constructor(@Inject(PORTAL) portal: CustomerPortal, @Inject(OPTIONS) options: SettledOptions) {
    this.#portal = portal;
    this.#options = options;
  }

  async currentUser({ req }: Context): Promise<SignedIn | undefined> {
    return callerOf(arrivalOf(this.#portal, req));
  }

  raise({ req }: Context, assurance: Assurance, options: RaiseOptions): Promise<Raised> {
    return raise(arrivalOf(this.#portal, req), assurance, options);
  }

  signOut({ req }: Context): Promise<void> {
    return signOut(arrivalOf(this.#portal, req));
  }

  onError(_context: Context, error: unknown): void {
    this.#options.onError(error);
  }
}
