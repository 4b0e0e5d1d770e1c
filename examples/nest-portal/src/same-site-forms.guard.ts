import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { isOfOurOwn } from '../../portal/src/session/form-token.ts';

/** The form is from another site, or from a page that this session never saw. */
export class ForeignFormException extends ForbiddenException {}

/** Lets forms pass that were sent from one of the portal's own pages, and whatever changes nothing. */
@Injectable()
export class SameSiteForms implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    if (isOfOurOwn(execution.switchToHttp().getRequest<Request>())) return true;
    throw new ForeignFormException();
  }
}
