import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { assets } from '../../portal/src/assets.ts';
import type { PortalOptions } from '../../portal/src/portal-options.ts';
import { securityHeaders } from '../../portal/src/security-headers.ts';
import { AppModule } from './app.module.ts';

/** Creates the application, with everything that must run before the modules. */
export async function createApp(options: PortalOptions): Promise<NestExpressApplication> {
  // Cookies are bound to `/s1`: at `/S1` there is no session, so there must be no page.
  const adapter = new ExpressAdapter(express().enable('case sensitive routing'));
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(options), adapter, {
    // The pages and the JSON routes read their bodies themselves.
    bodyParser: false,
    // `main.ts` reports a start that fails.
    abortOnError: false,
    forceCloseConnections: true,
    logger: ['error', 'warn'],
  });
  app.disable('x-powered-by');
  app.use(securityHeaders());
  app.useStaticAssets(assets.folder, { prefix: assets.path, index: false });
  return app;
}
