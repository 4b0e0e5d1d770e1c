import { nodeListener } from '@factorkit/http/node';
import { MfaExceptionFilter, MfaModule } from '@factorkit/nest';
import {
  type DynamicModule,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  RequestMethod,
} from '@nestjs/common';
import type { Brand } from '../../portal/src/brands/brand.ts';
import type { CustomerPortal } from '../../portal/src/customer-portal.ts';
import { type PortalPages, portalPages } from '../../portal/src/portal-pages.ts';
import { portalHost } from '../../portal/src/session/portal-session.ts';
import { portalSession } from '../../portal/src/session/session-middleware.ts';
import { EngineModule } from './engine.module.ts';
import { guardedController } from './guarded.controller.ts';
import { PAGES, PORTAL } from './tokens.ts';

/** One portal on Nest: its sessions, its JSON routes, its pages. Start reading here, then `EngineModule`. */
@Module({})
export class PortalModule implements NestModule {
  readonly #portal: CustomerPortal;
  readonly #pages: PortalPages;

  constructor(@Inject(PORTAL) portal: CustomerPortal, @Inject(PAGES) pages: PortalPages) {
    this.#portal = portal;
    this.#pages = pages;
  }

  static forBrand(brand: Brand): DynamicModule {
    const { id, guarded } = brand;
    const engine = EngineModule.forBrand(brand);
    const routes = MfaModule.forRootAsync({
      path: `${id}/mfa`,
      imports: [engine],
      inject: [PORTAL],
      useFactory: (portal: CustomerPortal) => {
        const { mfa, challengeCookie: cookie, clock } = portal;
        return { mfa, cookie, clock, host: portalHost(portal) };
      },
    });
    return {
      module: PortalModule,
      imports: [engine, routes],
      controllers: guarded === undefined ? [] : [guardedController(brand, guarded)],
      providers: [{ provide: PAGES, inject: [PORTAL], useFactory: portalPages }, MfaExceptionFilter],
      exports: [engine],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    const { brand, origin, onError } = this.#portal;
    const { id, guarded } = brand;
    const others = guarded ? [{ path: id + guarded.path, method: RequestMethod.GET }] : [];
    consumer.apply(portalSession(brand, origin)).forRoutes(id);
    // The JSON routes and the controller of the guarded page answer themselves.
    consumer
      .apply(nodeListener(this.#pages.handle, { onError }))
      .exclude(`${id}/mfa`, `${id}/mfa/*path`, ...others)
      .forRoutes(id);
  }
}
