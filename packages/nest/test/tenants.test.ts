import { createMfa, type TenantMfa, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { type Policy, presetS1 } from '@factorkit/core/policy';
import { createSeededRandom } from '@factorkit/testkit';
import { Controller, Get, HttpCode, Inject, Injectable, Module, Post, Req, Res } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { expect, onTestFinished, test } from 'vitest';
import type { NestRequest } from '../src/context.ts';
import { MfaExceptionFilter, MfaModule, MfaService, type NestContext, RequireMfa } from '../src/index.ts';
import { PortalHost, SessionsModule } from './sessions.ts';

const loose: Policy = { ...presetS1, id: 'staff', recovery: [] };
const policies: { readonly [tenant: string]: Policy } = {
  acme: { ...loose, rules: [{ id: 'all', enrol: { of: ['totp'] } }] },
  globex: loose,
};

const tenantOf = ({ headers }: NestRequest): string => String(headers['x-tenant']);

@Injectable()
class TenantPortalHost extends PortalHost {
  tenant({ req }: NestContext): string {
    return tenantOf(req);
  }
}

@Controller()
class TenantController {
  readonly #mfa: MfaService<TenantMfa>;

  constructor(@Inject(MfaService) mfa: MfaService<TenantMfa>) {
    this.#mfa = mfa;
  }

  @Post('login')
  @HttpCode(200)
  async logIn(@Req() req: NestRequest, @Res({ passthrough: true }) res: object): Promise<object> {
    const user = { accountName: 'anna' };
    const firstFactor = { method: 'password' } as const;
    const { kind } = await this.#mfa.beginSignIn({ req, res }, { userId: 'anna', user, firstFactor });
    return { kind };
  }

  @Get('who')
  async who(@Req() req: NestRequest, @Res({ passthrough: true }) res: object): Promise<object> {
    const caller = await this.#mfa.currentUser({ req, res });
    if (caller === undefined) return { kind: 'nobody' };
    const engine = await this.#mfa.engineOf({ req, res });
    return { kind: 'somebody', factors: (await engine.describe({ caller })).factors.length };
  }

  @RequireMfa({ requirement: { of: ['password'] } })
  @Get('guarded')
  guarded(): object {
    return { kind: 'open' };
  }
}

test('A14 on Nest each tenant has its policy, and a session of one is none at another', async () => {
  const mfa = createMfa({
    issuer: 'Portal',
    keys: [{ id: '1', key: createSeededRandom(1)(32) }],
    storage: createMemoryStorage(),
    methods: [totp()],
    policy: (tenant) => policies[tenant],
    portal: { verifyPassword: async () => true, revokeSessions: async () => {} },
  });

  @Module({
    imports: [MfaModule.forRoot({ mfa, imports: [SessionsModule], useHost: TenantPortalHost })],
    controllers: [TenantController],
    providers: [{ provide: APP_FILTER, useClass: MfaExceptionFilter }],
  })
  class AppModule {}

  const app = await NestFactory.create(AppModule, { logger: false });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  let sid = '';
  const send = async (tenant: string, path: string, method = 'GET'): Promise<object> => {
    const headers = { 'x-tenant': tenant, cookie: sid };
    const response = await fetch(origin + path, { method, headers });
    sid = /sid=[^;]+/.exec(response.headers.getSetCookie().join())?.[0] ?? sid;
    return { status: response.status, ...Object(await response.json()) };
  };

  expect(await send('acme', '/login', 'POST')).toMatchObject({ kind: 'enrol' });
  expect(await send('globex', '/login', 'POST')).toMatchObject({ kind: 'complete' });
  expect(await send('globex', '/who')).toMatchObject({ kind: 'somebody', factors: 0 });
  expect(await send('globex', '/guarded')).toMatchObject({ kind: 'open' });
  expect(await send('globex', '/mfa/account')).toMatchObject({ status: 200 });
  expect(await send('acme', '/who')).toMatchObject({ kind: 'nobody' });
  expect(await send('acme', '/guarded')).toMatchObject({ status: 401, code: 'no-session' });
  expect(await send('acme', '/mfa/account')).toMatchObject({ status: 401, code: 'no-session' });
  expect(await send('initech', '/login', 'POST')).toMatchObject({ status: 400, code: 'input-invalid' });
});
