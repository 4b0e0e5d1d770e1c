import { fileURLToPath } from 'node:url';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Brand } from './brands/brand.ts';
import { milldrum } from './brands/milldrum.ts';
import { northquay } from './brands/northquay.ts';
import { quillbrook } from './brands/quillbrook.ts';
import { ringwell } from './brands/ringwell.ts';
import { tarnfield } from './brands/tarnfield.ts';
import { mountBrand } from './mount-brand.ts';
import { frontPage } from './pages/front.ts';
import { mailboxPage } from './pages/mailbox.ts';
import type { PortalOptions } from './portal-options.ts';
import { securityHeaders } from './security-headers.ts';
import { catalogue } from './texts/catalogue.ts';

/** The portals of this example: each is its own brand, with its own policy and its own users. */
export const brands: readonly Brand[] = [milldrum, northquay, ringwell, tarnfield, quillbrook];

/** The example as one Express app: a front page, and each portal below its own path. */
export async function createPortal(options: PortalOptions): Promise<Express> {
  const { onError = () => {}, mailbox, timeZone = ownTimeZone() } = options;
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
    response.type('html').send(frontPage(brands, mailbox !== undefined));
  });
  if (mailbox !== undefined) {
    app.get('/mailbox', (_request, response) => {
      response.type('html').send(mailboxPage(mailbox.messages().toReversed(), timeZone));
    });
  }
  for (const brand of brands)
    app.use(`/${brand.id}`, await mountBrand(brand, { ...options, onError, timeZone }));
  app.use((_request: Request, response: Response) => {
    response.status(404).type('text').send(catalogue.errors.missing);
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    onError(error);
    if (response.headersSent) next(error);
    else response.status(500).type('text').send(catalogue.errors.broken);
  });
  return app;
}

function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
