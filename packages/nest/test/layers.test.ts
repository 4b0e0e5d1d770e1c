import type { Mfa } from '@factorkit/core';
import { type BearerSessions, createBearerSessions, type TokenPair } from '@factorkit/http';
import {
  Body,
  Controller,
  HttpCode,
  Inject,
  Injectable,
  Module,
  Post,
  Req,
  Res,
  UnauthorizedException,
} from '@nestjs/common';
import { describe, expect, test } from 'vitest';
import type { NestRequest } from '../src/context.ts';
import { MfaModule, MfaService, type NestContext } from '../src/index.ts';
import { openBrowser } from './browser.ts';
import { createEngine, PayoutsController, PLATFORMS } from './portal.ts';
import { started } from './running.ts';

const ENGINE = Symbol('engine');
const TOKENS = Symbol('tokens');

/** Lowest: it knows nothing of second factors. */
@Injectable()
class Users {
  isPassword(name: string, password: string): boolean {
    return password === `password of ${name}`;
  }
  async userOf(userId: string): Promise<{ readonly accountName: string }> {
    return { accountName: userId };
  }
}

@Module({ providers: [Users], exports: [Users] })
class UsersModule {}

/** Highest: it may inject everything below, and nothing below injects it. */
@Injectable()
class AuthService {
  readonly #users: Users;
  readonly #tokens: BearerSessions<NestContext>;
  readonly #mfa: MfaService;

  constructor(
    @Inject(Users) users: Users,
    @Inject(TOKENS) tokens: BearerSessions<NestContext>,
    @Inject(MfaService) mfa: MfaService,
  ) {
    this.#users = users;
    this.#tokens = tokens;
    this.#mfa = mfa;
  }

  async logIn(context: NestContext, name: string, password: string): Promise<object> {
    if (!this.#users.isPassword(name, password)) throw new UnauthorizedException();
    const who = { userId: name, user: await this.#users.userOf(name) };
    return this.#mfa.beginSignIn(context, { ...who, firstFactor: { method: 'password' } });
  }

  async refresh(refreshToken: string): Promise<TokenPair> {
    const pair = await this.#tokens.refresh(refreshToken);
    if (pair === undefined) throw new UnauthorizedException();
    return pair;
  }
}

@Controller()
class AuthController {
  readonly #auth: AuthService;

  constructor(@Inject(AuthService) auth: AuthService) {
    this.#auth = auth;
  }

  @Post('login')
  @HttpCode(200)
  logIn(
    @Body() { name, password }: { readonly name: string; readonly password: string },
    @Req() req: NestRequest,
    @Res({ passthrough: true }) res: object,
  ): Promise<object> {
    return this.#auth.logIn({ req, res }, name, password);
  }

  @Post('refresh')
  @HttpCode(200)
  refresh(@Body() { refreshToken }: { readonly refreshToken: string }): Promise<TokenPair> {
    return this.#auth.refresh(refreshToken);
  }
}

describe.for(PLATFORMS)('on %s', (platform) => {
  test('FE10 host and auth service need no circle: the engine and its sessions are a module below both', async () => {
    const engine = createEngine({ end() {} });
    const [issued, spent] = [new Map<string, object>(), new Set<string>()];

    @Module({
      imports: [UsersModule],
      providers: [
        { provide: ENGINE, useValue: engine.mfa },
        {
          provide: TOKENS,
          inject: [ENGINE, Users],
          useFactory: (mfa: Mfa, users: Users) =>
            createBearerSessions<NestContext>({
              ...{ mfa, clock: engine.clock.now, lifetimeSeconds: 3600 },
              userOf: (userId) => users.userOf(userId),
              authorization: ({ req }) => req.headers.authorization,
              async sign(claims) {
                const token = crypto.randomUUID();
                issued.set(token, claims);
                return token;
              },
              verify: async (token) => ({ ...issued.get(token) }),
              spentIds: {
                spend: async (id) => !spent.has(id) && Boolean(spent.add(id)),
                isSpent: async (id) => spent.has(id),
              },
            }),
        },
      ],
      exports: [ENGINE, TOKENS],
    })
    class SecondFactorModule {}

    @Module({
      imports: [
        MfaModule.forRootAsync({
          imports: [SecondFactorModule],
          inject: [ENGINE, TOKENS],
          useFactory: (mfa: Mfa, { host }: BearerSessions<NestContext>) => ({
            ...{ mfa, host, clock: engine.clock.now },
          }),
          global: true,
        }),
      ],
    })
    class AppMfaModule {}

    @Module({
      imports: [UsersModule, SecondFactorModule],
      providers: [AuthService],
      controllers: [AuthController, PayoutsController],
    })
    class AuthModule {}

    @Module({ imports: [AppMfaModule, AuthModule] })
    class AppModule {}

    const app = openBrowser(await started(AppModule, platform, engine));
    const login = { name: 'anna', password: 'password of anna' };
    const signedIn = await app.open('/login', { body: login });
    expect(signedIn.json).toMatchObject({ kind: 'complete', session: { expiresInSeconds: 300 } });
    const headers = { authorization: `Bearer ${signedIn.at('session.accessToken')}` };
    expect((await app.open('/mfa/account', { headers })).json).toMatchObject({ enabled: false });
    const refreshToken = signedIn.at('session.refreshToken');
    expect((await app.open('/refresh', { body: { refreshToken } })).json).toMatchObject({
      expiresInSeconds: 300,
    });
    expect((await app.open('/refresh', { body: { refreshToken } })).status).toBe(401);
  });
});
