import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { NoticeRounds } from '../../portal/src/notice-rounds.ts';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { NOTICE_ROUNDS, OPTIONS } from './tokens.ts';

/** Sends notices after each form. It is middleware because an interceptor does not run for the JSON routes. */
@Injectable()
export class NoticesAfterForms implements NestMiddleware<Request, Response> {
  readonly #sendNotices: NoticeRounds;
  readonly #options: SettledOptions;

  constructor(@Inject(NOTICE_ROUNDS) sendNotices: NoticeRounds, @Inject(OPTIONS) options: SettledOptions) {
    this.#sendNotices = sendNotices;
    this.#options = options;
  }

  use(req: Request, res: Response, next: NextFunction): void {
    // The response does not wait for the mail server.
    if (req.method !== 'GET') {
      res.once('finish', () => void this.#sendNotices().catch(this.#options.onError));
    }
    next();
  }
}
