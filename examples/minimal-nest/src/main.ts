import { scryptSync, timingSafeEqual } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { type Assurance, createMfa, totp } from '@factorkit/core';
import { presetS1 as policy } from '@factorkit/core/policy';
import { MfaAssurance, MfaModule, MfaService, RequireMfa } from '@factorkit/nest';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { Body, Controller, Get, HttpException, Inject, Module, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Sessions, SessionsModule } from './sessions.ts';

type Login = { readonly userId: string; readonly password: string };
const hashed = (password: string, salt: string) => scryptSync(password, salt, 32);
const hashes = new Map([['anna', hashed('correct-horse', 'anna')]]);

const mfaOf = (sessions: Sessions) => {
  const database = new DatabaseSync(process.env.DATABASE ?? 'portal.sqlite');
  migrate(database);
  const storage = createSqliteStorage({ database });
  const keys = [{ id: '1', key: process.env.MFA_KEY ?? '' }]; // openssl rand -base64 32
  return createMfa({ issuer: 'Portal', keys, storage, methods: [totp()], policy, portal: sessions });
};

@Controller()
class PortalController {
  readonly #mfa: MfaService;
  constructor(@Inject(MfaService) mfa: MfaService) {
    this.#mfa = mfa;
  }

  @Post('login')
  async logIn(@Body() body: Login, @Req() req: Request, @Res({ passthrough: true }) res: Response) {
    const [userId, hash] = [String(body.userId), hashes.get(String(body.userId))];
    const fits = hash && timingSafeEqual(hash, hashed(String(body.password), userId));
    if (!fits) throw new HttpException('wrong password', 401);
    const firstFactor = { method: 'password' } as const;
    const who = { userId, user: { accountName: userId } };
    const { kind } = await this.#mfa.beginSignIn({ req, res }, { ...who, firstFactor });
    return { kind }; // complete: signed in; challenge: the code is asked for next
  }

  @RequireMfa()
  @Get('me')
  me(@MfaAssurance() { userId, amr }: Assurance) {
    return { userId, amr };
  }
}

const useFactory = (sessions: Sessions) => ({ mfa: mfaOf(sessions), host: sessions });
const mfa = MfaModule.forRootAsync({ imports: [SessionsModule], inject: [Sessions], useFactory });

@Module({ imports: [mfa], controllers: [PortalController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(Number(process.env.PORT ?? 3000));
console.log(app.getHttpServer().address());
