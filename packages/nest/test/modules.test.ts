import {
  type CanActivate,
  Controller,
  type DynamicModule,
  Get,
  Inject,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { describe, expect, test } from 'vitest';
import type { NestRequest } from '../src/context.ts';
import {
  MfaModule,
  type MfaModuleOptions,
  type MfaOptionsFactory,
  MfaSupportModule,
  type NestHost,
} from '../src/index.ts';
import type { MfaModuleAsyncOptions } from '../src/mfa-module.ts';
import { type Browser, openBrowser } from './browser.ts';
import { enable, logIn } from './phone.ts';
import { createEngine, PayoutsController, PLATFORMS, PortalController, start } from './portal.ts';
import { type Running, started } from './running.ts';
import { PortalHost, Sessions, SessionsModule } from './sessions.ts';

async function expectWorking(running: Running, browser: Browser = openBrowser(running)): Promise<void> {
  await enable(running, browser);
  expect((await browser.open('/payouts')).json).toEqual({ kind: 'payouts', level: 'multi-factor' });
}

describe.for(PLATFORMS)('on %s', (platform) => {
  test('forRoot takes an engine and a host that are there already', async () => {
    const engine = createEngine(new Sessions());
    const alive = new Map<string, Parameters<NestHost['raise']>[1]>();
    const userIn = (headers: NestRequest['headers']): string => String(headers['x-user']);
    const host: NestHost = {
      async currentUser({ req }) {
        const assurance = alive.get(userIn(req.headers));
        return assurance && { userId: assurance.userId, user: { accountName: assurance.userId }, assurance };
      },
      async raise(_context, assurance) {
        alive.set(assurance.userId, assurance);
        return { kind: 'raised' };
      },
      signOut: async ({ req }) => void alive.delete(userIn(req.headers)),
    };

    @Module({
      imports: [MfaModule.forRoot({ mfa: engine.mfa, host, clock: engine.clock.now, path: '/account/mfa/' })],
      controllers: [PortalController],
    })
    class AppModule {}
    const browser = openBrowser(await started(AppModule, platform, engine));
    await logIn(browser, 'anna');
    const headers = { 'x-user': 'anna' };
    expect((await browser.open('/account/mfa/account', { headers })).json).toMatchObject({ enabled: false });
    expect((await browser.open('/assurance', { headers })).json).toEqual({ amr: ['pwd'] });
  });

  test.for(['useFactory', 'useClass', 'useExisting'] as const)(
    'forRootAsync makes its options by %s',
    async (way) => {
      const engine = createEngine({ end() {} });

      @Injectable()
      class Factory implements MfaOptionsFactory<MfaModuleOptions> {
        readonly sessions: Sessions;

        constructor(@Inject(Sessions) sessions: Sessions) {
          this.sessions = sessions;
        }

        async createMfaOptions(): Promise<MfaModuleOptions> {
          if (!(this.sessions instanceof Sessions)) throw new Error('not injected');
          return { mfa: engine.mfa, clock: engine.clock.now };
        }
      }

      @Module({ imports: [SessionsModule], providers: [Factory], exports: [Factory] })
      class FactoryModule {}

      const making: { readonly [way: string]: MfaModuleAsyncOptions } = {
        useFactory: {
          imports: [SessionsModule, FactoryModule],
          inject: [Factory],
          useFactory: (factory: Factory) => factory.createMfaOptions(),
        },
        useClass: { imports: [SessionsModule], useClass: Factory },
        useExisting: { imports: [SessionsModule, FactoryModule], useExisting: Factory },
      };

      @Module({
        imports: [MfaModule.forRootAsync({ ...making[way], useHost: PortalHost })],
        controllers: [PortalController, PayoutsController],
      })
      class AppModule {}
      await expectWorking(await started(AppModule, platform, engine));
    },
  );

  test('a global module is seen by those that do not import it', async () => {
    const engine = createEngine({ end() {} });

    @Module({ controllers: [PortalController, PayoutsController] })
    class FeatureModule {}

    @Module({
      imports: [
        MfaModule.forRoot({
          mfa: engine.mfa,
          clock: engine.clock.now,
          imports: [SessionsModule],
          useHost: PortalHost,
          global: true,
        }),
        FeatureModule,
      ],
    })
    class AppModule {}
    await expectWorking(await started(AppModule, platform, engine));
  });

  test.for([false, true])(
    'middleware of the root module comes before the routes (global: %s)',
    async (global) => {
      const engine = createEngine({ end() {} });
      const seen: string[] = [];

      @Module({
        imports: [
          MfaModule.forRoot({
            mfa: engine.mfa,
            imports: [SessionsModule],
            useHost: PortalHost,
            global,
          }),
        ],
      })
      class AppModule implements NestModule {
        configure(consumer: MiddlewareConsumer): void {
          const session = (req: { originalUrl: string }, _res: object, next: () => void): void => {
            seen.push(req.originalUrl);
            next();
          };
          consumer.apply(session).forRoutes('*path');
        }
      }
      const browser = openBrowser(await started(AppModule, platform, engine));
      expect((await browser.open('/mfa/account')).json).toMatchObject({ code: 'no-session' });
      expect(seen).toEqual(['/mfa/account']);
    },
  );

  test('a guard that the portal has before every controller, or one that takes every path, stops no route', async () => {
    const engine = createEngine({ end() {} });
    const closed: CanActivate = {
      canActivate() {
        throw new UnauthorizedException();
      },
    };

    @Controller()
    class EverythingController {
      @Get('*')
      page(@Req() _req: object): string {
        return 'page';
      }
    }

    @Module({
      imports: [MfaModule.forRoot({ mfa: engine.mfa, imports: [SessionsModule], useHost: PortalHost })],
      controllers: [EverythingController],
      providers: [{ provide: APP_GUARD, useValue: closed }],
    })
    class AppModule {}
    const browser = openBrowser(await started(AppModule, platform, engine));
    expect((await browser.open('/mfa/account')).json).toMatchObject({ code: 'no-session' });
    expect((await browser.open('/other')).json).toMatchObject({ statusCode: 401 });
  });
});

test('what a module cannot work with stops the start, and says why', async () => {
  const { mfa } = createEngine({ end() {} });
  const host: NestHost = {
    currentUser: async () => undefined,
    raise: async () => ({ kind: 'raised' }),
    signOut: async () => {},
  };
  const useFactory = (): MfaModuleOptions => ({ mfa, host });
  const wrong: readonly [word: string, define: () => DynamicModule][] = [
    ['one of useFactory', () => MfaModule.forRootAsync({})],
    ['one of useFactory', () => MfaModule.forRootAsync({ useFactory, useExisting: 'other' })],
    ['one of useFactory', () => MfaSupportModule.forRootAsync({})],
    ['path: must be a path', () => MfaModule.forRoot({ mfa, host, path: '/' })],
    ['path: must be a path', () => MfaModule.forRoot({ mfa, host, path: 'mfa/:id' })],
    ['host.currentUser', () => MfaModule.forRoot({ mfa })],
    ['host.authorise', () => MfaSupportModule.forRoot({ mfa })],
    [
      'host and useHost',
      () => MfaModule.forRoot({ mfa, host, useHost: PortalHost, imports: [SessionsModule] }),
    ],
    ['allowedOrigins', () => MfaModule.forRoot({ mfa, host, allowedOrigins: ['portal.example'] })],
  ];
  for (const [word, define] of wrong) {
    await expect(
      (async () => {
        const { app } = await start(
          { module: class AppModule {}, imports: [define()] },
          { platform: 'express' },
        );
        await app.close();
      })(),
    ).rejects.toThrow(word);
  }
});
