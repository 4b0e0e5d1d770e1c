import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NextFunction, Request, Response } from 'express';
import type { CustomerPortal } from '../../portal/src/customer-portal.ts';
import { createNoticeRounds } from '../../portal/src/notice-rounds.ts';
import { type PortalOptions, settled } from '../../portal/src/portal-options.ts';
import { supportDesk } from '../../portal/src/support/desk.ts';
import { FrontController } from './front.controller.ts';
import { NoticesAfterForms } from './notices.middleware.ts';
import { OptionsModule } from './options.module.ts';
import { PortalModule } from './portal.module.ts';
import { EVERY_PORTAL, NOTICE_ROUNDS, portalToken } from './tokens.ts';
import { TroubleFilter } from './trouble.filter.ts';

/** A front page, each portal below its own path, and the support desk. */
@Module({})
export class AppModule implements NestModule {
  static forRoot(given: PortalOptions): DynamicModule {
    const options = settled(given);
    const brands = [...options.brands, supportDesk];
    return {
      module: AppModule,
      imports: [OptionsModule.of(options), ...brands.map((brand) => PortalModule.forBrand(brand))],
      controllers: [FrontController],
      providers: [
        {
          provide: EVERY_PORTAL,
          inject: brands.map(portalToken),
          useFactory: (...portals: readonly CustomerPortal[]) => portals,
        },
        { provide: NOTICE_ROUNDS, inject: [EVERY_PORTAL], useFactory: createNoticeRounds },
        { provide: APP_FILTER, useClass: TroubleFilter },
      ],
    };
  }

  /** The root module's middleware runs before that of every portal. */
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(noStore, NoticesAfterForms).forRoutes('/');
  }
}

/** Pages show secrets and codes once, so no cache may keep them. */
function noStore(_req: Request, res: Response, next: NextFunction): void {
  res.set('cache-control', 'no-store');
  next();
}
