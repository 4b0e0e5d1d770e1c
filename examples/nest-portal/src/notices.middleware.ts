import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { NoticeRounds } from '../../portal/src/notice-rounds.ts';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { NOTICE_ROUNDS, OPTIONS } from './tokens.ts';

/** After each form users are told what changed. Middleware, for an interceptor does not see the JSON routes. */
@Injectable()
export class NoticesAfterForms implements NestMiddleware<Request, Response> {
  readonly #sendNotices: NoticeRounds;
  readonly #options: SettledOptions;

  constructor(@Inject(NOTICE_ROUNDS) sendNotices: NoticeRounds, @Inject(OPTIONS) options: SettledOptions) {
    this.#sendNotices = sendNotices;
    this.#options = options;
  }

  use(req: Request, res: Response, next: NextFunction): void {
    // Whoever sent the form does not wait for the mail server.
    if (req.method !== 'GET') {
      res.once('finish', () => void this.#sendNotices().catch(this.#options.onError));
    }
    next();
  }
}
