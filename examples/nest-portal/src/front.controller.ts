import { Controller, Get, Header, Inject, NotFoundException } from '@nestjs/common';
import { frontPage } from '../../portal/src/pages/front.ts';
import { mailboxPage } from '../../portal/src/pages/mailbox.ts';
import type { SettledOptions } from '../../portal/src/portal-options.ts';
import { supportDesk } from '../../portal/src/support/desk.ts';
import { OPTIONS } from './tokens.ts';

/** The list of the portals, and the mailbox of the demo. */
@Controller()
export class FrontController {
  readonly #options: SettledOptions;

  constructor(@Inject(OPTIONS) options: SettledOptions) {
    this.#options = options;
  }

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  front(): string {
    const { brands, mailbox } = this.#options;
    return frontPage(brands, { desk: supportDesk, hasMailbox: mailbox !== undefined });
  }

  @Get('mailbox')
  @Header('content-type', 'text/html; charset=utf-8')
  mailbox(): string {
    const { mailbox, timeZone } = this.#options;
    if (mailbox === undefined) throw new NotFoundException();
    return mailboxPage(mailbox.messages().toReversed(), timeZone);
  }
}
