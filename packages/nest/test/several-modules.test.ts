import { Controller, Get, Inject, Injectable, Module, type Type } from '@nestjs/common';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  MfaAssurance,
  MfaModule,
  MfaService,
  MfaSupportModule,
  type NestSupportHost,
  RequireMfa,
} from '../src/index.ts';
import { openBrowser } from './browser.ts';
import { enable, logIn } from './phone.ts';
import {
  createEngine,
  ENGINE,
  type Engine,
  EngineModule,
  PLATFORMS,
  PortalController,
  policy,
  start,
} from './portal.ts';
import { started } from './running.ts';
import { PortalHost, Sessions, SessionsModule } from './sessions.ts';

describe.for(PLATFORMS)('on %s', (platform) => {
  test('two portals in one application have their own engines, paths, cookies and guards', async () => {
    const customers = createEngine({ end() {} });
    const dealers = createEngine(
      { end() {} },
      { using: { ...policy, rules: [{ id: 'order', actions: { order: { of: ['totp'] } } }] } },
    );
    const feature = (name: string, { mfa, clock }: Engine, action: string): Type => {
      @Controller(name)
      class FeatureController {
        readonly service: MfaService;

        constructor(@Inject(MfaService) service: MfaService) {
          this.service = service;
        }

        @Get('actions')
        actions(): readonly string[] {
          return this.service.mfa.actions;
        }

        @RequireMfa({ action })
        @Get('guarded')
        guarded(@MfaAssurance() { amr }: { amr: readonly string[] }): object {
          return { amr };
        }
      }

      @Module({
        imports: [
          MfaModule.forRoot({
            mfa,
            clock: clock.now,
            path: `${name}/mfa`,
            cookie: { name },
            imports: [SessionsModule],
            useHost: PortalHost,
          }),
        ],
        controllers: name === 'customers' ? [FeatureController, PortalController] : [FeatureController],
      })
      class FeatureModule {}
      return FeatureModule;
    };

    @Module({
      imports: [feature('customers', customers, 'payout'), feature('dealers', dealers, 'order')],
    })
    class AppModule {}
    const running = await started(AppModule, platform, customers);
    const browser = openBrowser(running);
    expect((await browser.open('/customers/actions')).json).toEqual(['payout']);
    expect((await browser.open('/dealers/actions')).json).toEqual(['order']);

    await enable({ ...running, mfaPath: '/customers/mfa' }, browser);
    expect((await browser.open('/customers/guarded')).json).toEqual({ amr: ['pwd', 'otp', 'mfa'] });
    // The other engine knows no factor of this user: what the session says does not count there.
    expect((await browser.open('/dealers/guarded')).status).toBe(401);
    customers.clock.advance(300_000);
    const headers = { 'factorkit-step-up': 'cookie' };
    await browser.open('/customers/guarded', { headers });
    expect([...browser.cookies().keys()]).toEqual(['sid', '__Host-customers-device', '__Host-customers']);

    const again = openBrowser(running);
    await logIn(again, 'anna');
    expect([...again.cookies().keys()]).toEqual(['__Host-customers']);
    expect((await again.open('/dealers/mfa/challenge')).json).toMatchObject({ code: 'no-challenge' });
  });

  test('the support desk, with a host that Nest makes', async () => {
    @Injectable()
    class Desk implements NestSupportHost {
      readonly sessions: Sessions;

      constructor(@Inject(Sessions) sessions: Sessions) {
        this.sessions = sessions;
      }

      async authorise({
        req,
      }: Parameters<NestSupportHost['authorise']>[0]): Promise<{ id: string } | undefined> {
        const id = req.headers['x-staff'];
        return typeof id === 'string' ? { id } : undefined;
      }

      async may(): Promise<boolean> {
        return this.sessions instanceof Sessions;
      }

      async findUser(query: string): ReturnType<NestSupportHost['findUser']> {
        return [{ userId: query, user: { accountName: query }, name: `${query}@portal.example` }];
      }

      async userOf(userId: string): ReturnType<NestSupportHost['userOf']> {
        return { userId, user: { accountName: userId }, name: userId };
      }
    }
    const engineModule = EngineModule.of({});

    @Module({
      imports: [
        MfaSupportModule.forRootAsync({
          imports: [SessionsModule, engineModule],
          inject: [ENGINE],
          useFactory: ({ mfa, clock }: Engine) => ({ mfa, clock: clock.now }),
          useHost: Desk,
          path: 'desk',
        }),
      ],
    })
    class StaffAppModule {}
    const { app, origin } = await start(StaffAppModule, { platform });
    onTestFinished(() => app.close());
    const browser = openBrowser({ origin });
    const find = { body: { query: 'anna' } };
    expect((await browser.open('/desk/users/find', find)).json).toMatchObject({ code: 'no-session' });
    expect((await browser.open('/desk/users/find', { ...find, headers: { 'x-staff': 'sam' } })).json).toEqual(
      {
        users: [{ userId: 'anna', name: 'anna@portal.example' }],
      },
    );
  });
});
