import { type Assurance, createMfa, type Mfa, type StorageAdapter, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { type Policy, presetS1 } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom, type FakeClock } from '@factorkit/testkit';
import {
  Body,
  Controller,
  type DynamicModule,
  Get,
  HttpCode,
  type INestApplication,
  Inject,
  Module,
  Post,
  type Provider,
  Req,
  Res,
  type Type,
  UnauthorizedException,
} from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestRequest } from '../src/context.ts';
import { MfaAssurance, MfaExceptionFilter, MfaModule, MfaService, RequireMfa } from '../src/index.ts';
import { PortalHost, Sessions, SessionsModule } from './sessions.ts';

export const PLATFORMS = ['express', 'fastify'] as const;
export type Platform = (typeof PLATFORMS)[number];

export const policy: Policy = {
  ...presetS1,
  id: 'guards',
  rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m', live: true } } }],
  trustedDevices: { for: '7d' },
};

export interface Engine {
  readonly mfa: Mfa;
  readonly clock: FakeClock;
}

export function createEngine(
  sessions: Pick<Sessions, 'end'>,
  { storage = createMemoryStorage(), using = policy }: EngineOptions = {},
): Engine {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 1, 12) });
  const mfa = createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage,
    methods: [totp()],
    policy: using,
    clock: clock.now,
    random: createSeededRandom(11),
    portal: {
      verifyPassword: async (userId, password) => password === `password of ${userId}`,
      contacts: async () => [],
      notify: async () => {},
      revokeSessions: async (userId, { except }) => sessions.end(userId, except),
    },
  });
  return { mfa, clock };
}

export interface EngineOptions {
  readonly storage?: StorageAdapter;
  readonly using?: Policy;
}

/** The engine as the portal provides it to the modules that ask for it. */
export const ENGINE: unique symbol = Symbol('engine');

@Module({})
export class EngineModule {
  static of(options: EngineOptions): DynamicModule {
    return {
      module: EngineModule,
      imports: [SessionsModule],
      providers: [
        {
          provide: ENGINE,
          inject: [Sessions],
          useFactory: (sessions: Sessions) => createEngine(sessions, options),
        },
      ],
      exports: [ENGINE],
    };
  }
}

@Controller()
export class PortalController {
  readonly #mfa: MfaService;

  constructor(@Inject(MfaService) mfa: MfaService) {
    this.#mfa = mfa;
  }

  @Post('login')
  @HttpCode(200)
  async logIn(
    @Body() body: { readonly username: string; readonly password: string },
    @Req() req: NestRequest,
    @Res({ passthrough: true }) res: object,
  ): Promise<object> {
    const { username, password } = body;
    if (password !== `password of ${username}`) throw new UnauthorizedException();
    const { kind } = await this.#mfa.beginSignIn(
      { req, res },
      { userId: username, user: { accountName: username }, firstFactor: { method: 'password' } },
    );
    return { kind };
  }

  @Get('assurance')
  assurance(@MfaAssurance() assurance: Assurance | undefined): object {
    return { amr: assurance?.amr ?? [] };
  }
}

@RequireMfa()
@Controller('payouts')
export class PayoutsController {
  @Get()
  list(@MfaAssurance() { level }: Assurance): object {
    return { kind: 'payouts', level };
  }

  @RequireMfa({ action: 'payout' })
  @Post()
  @HttpCode(200)
  pay(@Body() asked: object): object {
    return { kind: 'payout', asked };
  }
}

export interface StartOptions {
  readonly platform: Platform;
  readonly bodyParser?: boolean;
  readonly rawBody?: boolean;
  /** What a portal's `main.ts` does before it listens. */
  readonly prepare?: (app: INestApplication) => void;
}

export interface PortalOptions extends StartOptions, EngineOptions {
  readonly controllers?: readonly Type[];
  readonly providers?: readonly Provider[];
}

export interface TestPortal extends Engine {
  readonly origin: string;
  readonly app: INestApplication;
  readonly sessions: Sessions;
  close(): Promise<void>;
}

const FILTER: Provider = { provide: APP_FILTER, useClass: MfaExceptionFilter };

/** A portal with its host and its engine made by Nest. */
export async function startPortal(options: PortalOptions): Promise<TestPortal> {
  const { controllers = [PortalController, PayoutsController], providers = [FILTER] } = options;
  const engine = EngineModule.of(options);

  @Module({
    imports: [
      engine,
      MfaModule.forRootAsync({
        imports: [SessionsModule, engine],
        inject: [ENGINE],
        useFactory: ({ mfa, clock }: Engine) => ({ mfa, clock: clock.now }),
        useHost: PortalHost,
      }),
    ],
    controllers: [...controllers],
    providers: [...providers],
  })
  class AppModule {}

  const { app, origin } = await start(AppModule, options);
  return { app, origin, ...app.get<Engine>(ENGINE), sessions: app.get(Sessions), close: () => app.close() };
}

export async function start(
  module: Type | DynamicModule,
  { platform, bodyParser = true, rawBody = false, prepare }: StartOptions,
): Promise<{ readonly app: INestApplication; readonly origin: string }> {
  const adapter = platform === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(module, adapter, {
    logger: false,
    abortOnError: false,
    forceCloseConnections: true,
    bodyParser,
    rawBody,
  });
  prepare?.(app);
  await app.listen(0, '127.0.0.1');
  return { app, origin: await app.getUrl() };
}
