import { fileURLToPath } from 'node:url';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Brand } from './brands/brand.ts';
import { milldrum } from './brands/milldrum.ts';
import { northquay } from './brands/northquay.ts';
import { quillbrook } from './brands/quillbrook.ts';
import { ringwell } from './brands/ringwell.ts';
import { tarnfield } from './brands/tarnfield.ts';
import { mountBrand, startPortal } from './mount-brand.ts';
import { createNoticeRounds, type NoticeRounds } from './notice-rounds.ts';
import { frontPage } from './pages/front.ts';
import { mailboxPage } from './pages/mailbox.ts';
import type { PortalOptions } from './portal-options.ts';
import { securityHeaders } from './security-headers.ts';
import { supportDesk } from './support/desk.ts';
import { deskRoutes } from './support/desk-routes.ts';
import { catalogue } from './texts/catalogue.ts';

/** The portals of this example: each is its own brand, with its own policy and its own users. */
export const brands: readonly Brand[] = [milldrum, northquay, ringwell, tarnfield, quillbrook];

export interface ExamplePortals {
  readonly app: Express;
  /**
   * Sends what users are to be told. The app does it after each form that was sent; what could not be handed over then
   * needs a timer, which is for whoever starts the app.
   */
  readonly sendNotices: NoticeRounds;
}

/** The example as one Express app: a front page, each portal below its own path, and the desk that helps their users. */
export async function createPortal(options: PortalOptions): Promise<ExamplePortals> {
  const { brands: wanted = brands, onError = () => {}, mailbox, timeZone = ownTimeZone() } = options;
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders());
  app.use('/assets', express.static(fileURLToPath(new URL('./public', import.meta.url)), { index: false }));
  app.use(
    '/assets/webauthn',
    express.static(fileURLToPath(new URL('.', import.meta.resolve('@simplewebauthn/browser'))), {
      index: false,
    }),
  );
  app.use((_request: Request, response: Response, next: NextFunction) => {
    // Pages show secrets and codes once: no cache may show them twice.
    response.set('cache-control', 'no-store');
    next();
  });
  app.get('/', (_request, response) => {
    response.type('html').send(frontPage(wanted, { desk: supportDesk, hasMailbox: mailbox !== undefined }));
  });
  if (mailbox !== undefined) {
    app.get('/mailbox', (_request, response) => {
      response.type('html').send(mailboxPage(mailbox.messages().toReversed(), timeZone));
    });
  }
  const started = { ...options, onError, timeZone };
  const portals = await Promise.all(wanted.map((brand) => startPortal(brand, started)));
  const desk = await startPortal(supportDesk, started);
  const sendNotices = createNoticeRounds([...portals, desk]);
  app.use((request: Request, response: Response, next: NextFunction) => {
    // Whoever sent the form does not wait for the mail server.
    if (request.method !== 'GET') response.once('finish', () => void sendNotices().catch(onError));
    next();
  });
  for (const portal of portals) app.use(`/${portal.brand.id}`, mountBrand(portal, started));
  app.use(`/${supportDesk.id}`, mountBrand(desk, started, deskRoutes([...portals, desk])));
  app.use((_request: Request, response: Response) => {
    response.status(404).type('text').send(catalogue.errors.missing);
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    onError(error);
    if (response.headersSent) next(error);
    else response.status(500).type('text').send(catalogue.errors.broken);
  });
  return { app, sendNotices };
}

function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
