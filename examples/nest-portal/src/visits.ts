import { MfaService } from '@factorkit/nest';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { CustomerPortal } from '../../portal/src/customer-portal.ts';
import { arrivalOf, type Visit, visitOf } from '../../portal/src/session/visit.ts';
import { PORTAL } from './tokens.ts';

/** Makes the visit that the pages receive from a request. `MfaService` handles the cookies. */
@Injectable()
export class Visits {
  readonly #portal: CustomerPortal;
  readonly #mfa: MfaService;

  constructor(@Inject(PORTAL) portal: CustomerPortal, @Inject(MfaService) mfa: MfaService) {
    this.#portal = portal;
    this.#mfa = mfa;
  }

  of(req: Request, res: Response): Visit {
    return visitOf(arrivalOf(this.#portal, req), res, {
      challengeToken: () => this.#mfa.challengeTokenOf(req),
      deviceToken: () => this.#mfa.deviceTokenOf(req),
      set: (outcome) => this.#mfa.setSignInCookies(res, outcome),
      clearChallenge: () => this.#mfa.clearChallengeCookie(res),
    });
  }
}
