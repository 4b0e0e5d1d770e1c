import { MfaExceptionFilter, MfaModule } from '@factorkit/nest';
import { type DynamicModule, Inject, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import type { Brand } from '../../portal/src/brands/brand.ts';
import type { CustomerPortal } from '../../portal/src/customer-portal.ts';
import { repeatedForms } from '../../portal/src/session/repeated-form.ts';
import { formBodies, portalSession } from '../../portal/src/session/session-middleware.ts';
import { EngineModule } from './engine.module.ts';
import { guardedController } from './guarded.controller.ts';
import { missingController } from './missing.controller.ts';
import { pagesController } from './pages.controller.ts';
import { PortalHost } from './portal-host.ts';
import { PORTAL } from './tokens.ts';
import { Visits } from './visits.ts';

/** One portal on Nest: its sessions, its JSON routes, its pages. Start reading here, then `EngineModule`. */
@Module({})
export class PortalModule implements NestModule {
  readonly #portal: CustomerPortal;

  constructor(@Inject(PORTAL) portal: CustomerPortal) {
    this.#portal = portal;
  }

  static forBrand(brand: Brand): DynamicModule {
    const { id, guarded } = brand;
    const engine = EngineModule.forBrand(brand);
    const routes = MfaModule.forRootAsync({
      path: `${id}/mfa`,
      imports: [engine],
      inject: [PORTAL],
      useFactory: ({ mfa, challengeCookie, clock }: CustomerPortal) => ({
        mfa,
        cookie: challengeCookie,
        clock,
      }),
      useHost: PortalHost,
    });
    return {
      module: PortalModule,
      imports: [engine, routes],
      controllers: [
        pagesController(brand),
        ...(guarded === undefined ? [] : [guardedController(brand, guarded)]),
        missingController(brand),
      ],
      providers: [Visits, MfaExceptionFilter],
      exports: [engine],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    const { brand, clock, origin } = this.#portal;
    consumer.apply(portalSession(brand, origin)).forRoutes(brand.id);
    // The JSON routes read their bodies and check origins themselves.
    consumer.apply(formBodies(), repeatedForms(clock)).exclude(`${brand.id}/mfa/*path`).forRoutes(brand.id);
  }
}
