import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, NotFoundException } from '@nestjs/common';
import type { Response } from 'express';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { ownTexts } from '../../portal/src/texts/own.ts';
import { OPTIONS } from './tokens.ts';

/** Answers what no portal answers. The pages show their own errors in the frame of their portal. */
@Catch()
export class TroubleFilter implements ExceptionFilter {
  readonly #options: SettledOptions;

  constructor(@Inject(OPTIONS) options: SettledOptions) {
    this.#options = options;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const res = host.switchToHttp().getResponse<Response>();
    const isMissing = error instanceof NotFoundException || error instanceof URIError;
    if (!isMissing) this.#options.onError(error);
    if (res.headersSent) res.destroy();
    else if (isMissing) res.status(404).type('text').send(ownTexts.missing.text);
    else res.status(500).type('text').send('Something went wrong on our side.');
  }
}
