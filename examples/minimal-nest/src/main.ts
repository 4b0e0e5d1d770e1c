import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Assurance } from '@factorkit/core';
import { MfaAssurance, MfaModule, MfaService, RequireMfa } from '@factorkit/nest';
import { Body, Controller, Get, HttpException, Inject, Module, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request, Response } from 'express';
import { mfaOf } from './mfa.ts';
import { Sessions, SessionsModule } from './sessions.ts';

type Login = { readonly name: string; readonly password: string };
const hashed: (password: string, salt: Uint8Array, bytes: number) => Promise<Buffer> = promisify(scrypt);
const rowOf = async (userId: string, name: string, password: string, salt = randomBytes(16)) => {
  return { userId, name, salt, hash: await hashed(password, salt, 32) };
};
const people = [await rowOf('u-1', 'anna', 'correct-horse'), await rowOf('u-2', 'bo', 'blue-hammer')];
const nobody = { salt: randomBytes(16), hash: randomBytes(32) }; // an unknown name takes as long as a wrong password

@Controller()
class PortalController {
  readonly #mfa: MfaService;
  constructor(@Inject(MfaService) mfa: MfaService) {
    this.#mfa = mfa;
  }

  @Post('login')
  async logIn(@Body() body: Login, @Req() req: Request, @Res({ passthrough: true }) res: Response) {
    // Nest reads forms too, and a page of another site can send those.
    if (!req.is('json')) throw new HttpException('JSON only', 415);
    const person = people.find(({ name }) => name === body.name);
    const { salt, hash } = person ?? nobody;
    const fits = timingSafeEqual(hash, await hashed(String(body.password), salt, 32));
    if (person === undefined || !fits) throw new HttpException('wrong password', 401);
    const firstFactor = { method: 'password' } as const;
    const who = { userId: person.userId, user: { accountName: person.name } };
    return this.#mfa.beginSignIn({ req, res }, { ...who, firstFactor });
  }

  @RequireMfa()
  @Get('me')
  me(@MfaAssurance() { userId, amr }: Assurance) {
    return { userId, amr };
  }
}

const useFactory = async (sessions: Sessions) => ({ mfa: await mfaOf(sessions), host: sessions });
const mfa = MfaModule.forRootAsync({ imports: [SessionsModule], inject: [Sessions], useFactory });

@Module({ imports: [mfa], controllers: [PortalController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(Number(process.env.PORT ?? 3000));
console.log(app.getHttpServer().address());
