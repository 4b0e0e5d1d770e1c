import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { isOfOurOwn } from '../../portal/src/session/form-token.ts';

/** The form came from another site, or from a page that was not made for this session. */
export class ForeignFormException extends ForbiddenException {}

/** Lets forms from the portal's own pages pass, and requests that change nothing. */
@Injectable()
export class SameSiteForms implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    if (isOfOurOwn(execution.switchToHttp().getRequest<Request>())) return true;
    throw new ForeignFormException();
  }
}
