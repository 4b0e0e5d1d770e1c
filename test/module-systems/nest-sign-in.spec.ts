import { type Assurance, createMfa, type SignedIn, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import {
  MfaAssurance,
  MfaModule,
  type MfaService,
  type NestContext,
  type Raised,
  RequireMfa,
} from '@factorkit/nest';
import { createBrowser, createTestPorts, enrolApp } from '@factorkit/testkit';
import { Controller, Get, type INestApplication, Module, Post, Req, Res } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Request, Response } from 'express';

const { ports, clock } = createTestPorts();
const policy = { ...presetS1, recovery: [] };
const portal = { revokeSessions: async () => {} };
const mfa = createMfa({ ...ports, issuer: 'Example', methods: [totp()], policy, portal });

let session: Assurance | undefined;
const host = {
  async currentUser(): Promise<SignedIn | undefined> {
    const user = { accountName: 'anna' };
    return session && { userId: 'anna', user, assurance: session, sessionId: 's1' };
  },
  async raise(_context: NestContext, assurance: Assurance): Promise<Raised> {
    session = assurance;
    return { kind: 'raised' };
  },
  async signOut() {
    session = undefined;
  },
};

@Controller()
class PortalController {
  constructor(private readonly mfaService: MfaService) {}

  @Post('login')
  async logIn(@Req() req: Request, @Res({ passthrough: true }) res: Response) {
    const who = {
      userId: 'anna',
      user: { accountName: 'anna' },
      firstFactor: { method: 'password' } as const,
    };
    const { kind } = await this.mfaService.beginSignIn({ req, res }, who);
    return { kind };
  }

  @RequireMfa()
  @Get('me')
  me(@MfaAssurance() { amr }: Assurance) {
    return { amr };
  }
}

@Module({ imports: [MfaModule.forRoot({ mfa, host, clock: clock.now })], controllers: [PortalController] })
class AppModule {}

describe('Factorkit in Nest 11', () => {
  let app: INestApplication;

  beforeAll(async () => {
    const moduleFixture = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = moduleFixture.createNestApplication();
    await app.listen(0, '127.0.0.1');
  });

  afterAll(() => app.close());

  it('FE4 FE5 signs in with an app', async () => {
    const phone = await enrolApp({ mfa, clock, userId: 'anna' });
    const browser = createBrowser({ origin: await app.getUrl() });
    expect(await browser.get('/me')).toMatchObject({ status: 401 });
    expect(await browser.post('/login', {})).toMatchObject({ json: { kind: 'challenge' } });
    expect(await browser.get('/me')).toMatchObject({ status: 401 });
    const verified = await browser.post('/mfa/challenge/verify', phone.answer());
    expect(verified).toMatchObject({ status: 200, json: { kind: 'complete' } });
    expect(await browser.get('/me')).toMatchObject({ status: 200, json: { amr: ['pwd', 'otp', 'mfa'] } });
  });
});
