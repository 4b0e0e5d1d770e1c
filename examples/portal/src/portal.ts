import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { assets } from './assets.ts';
import type { CustomerPortal } from './customer-portal.ts';
import { mountBrand } from './mount-brand.ts';
import { createNoticeRounds, type NoticeRounds } from './notice-rounds.ts';
import { frontPage } from './pages/front.ts';
import { mailboxPage } from './pages/mailbox.ts';
import { type PortalOptions, settled } from './portal-options.ts';
import { securityHeaders } from './security-headers.ts';
import { startPortal } from './start-portal.ts';
import { supportDesk } from './support/desk.ts';
import { ownTexts } from './texts/own.ts';

export interface ExamplePortals {
  readonly app: Express;
  /**
   * Sends pending notices. The app does it after each form. Notices that could not be sent need a timer, which the
   * caller starts.
   */
  readonly sendNotices: NoticeRounds;
}

/** The example as one Express app: a front page, each portal below its own path, and the support desk. */
export async function createPortal(given: PortalOptions): Promise<ExamplePortals> {
  const options = settled(given);
  const { brands, mailbox, timeZone, onError } = options;
  const app = express();
  app.disable('x-powered-by');
  // Cookies are bound to `/s1`: at `/S1` there is no session, so there must be no page.
  app.enable('case sensitive routing');
  app.use(securityHeaders());
  app.use(assets.path, express.static(assets.folder, { index: false }));
  app.use((_request: Request, response: Response, next: NextFunction) => {
    // Pages show secrets and codes once, so no cache may keep them.
    response.set('cache-control', 'no-store');
    next();
  });
  app.get('/', (_request, response) => {
    response.type('html').send(frontPage(brands, { desk: supportDesk, hasMailbox: mailbox !== undefined }));
  });
  if (mailbox !== undefined) {
    app.get('/mailbox', (_request, response) => {
      response.type('html').send(mailboxPage(mailbox.messages().toReversed(), timeZone));
    });
  }
  const everyPortal: CustomerPortal[] = await Promise.all(
    [...brands, supportDesk].map((brand) => startPortal(brand, options, () => everyPortal)),
  );
  const sendNotices = createNoticeRounds(everyPortal);
  app.use((request: Request, response: Response, next: NextFunction) => {
    // The response does not wait for the mail server.
    if (request.method !== 'GET') response.once('finish', () => void sendNotices().catch(onError));
    next();
  });
  for (const portal of everyPortal) {
    const { brand } = portal;
    app.use(`/${brand.id}`, mountBrand(portal));
  }
  app.use((_request: Request, response: Response) => {
    response.status(404).type('text').send(ownTexts.missing.text);
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    onError(error);
    if (response.headersSent) next(error);
    else response.status(500).type('text').send('Something went wrong on our side.');
  });
  return { app, sendNotices };
}
