import { Controller, HttpCode, Inject, Injectable, Module, Post, Req, Res, UseGuards } from '@nestjs/common';
import { AuthGuard, PassportModule, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { expect, onTestFinished, test } from 'vitest';
import type { NestRequest } from '../src/context.ts';
import { MfaModule, MfaService } from '../src/index.ts';
import { openBrowser } from './browser.ts';
import { enable, enterCode, logIn } from './phone.ts';
import { createEngine, PayoutsController, PLATFORMS, start } from './portal.ts';
import { PortalHost, SessionsModule } from './sessions.ts';

interface Customer {
  readonly id: string;
}

/** The portal's own check of the password, as Passport wants it. */
@Injectable()
class PasswordStrategy extends PassportStrategy(Strategy) {
  async validate(username: string, password: string): Promise<Customer | false> {
    return password === `password of ${username}` ? { id: username } : false;
  }
}

@Controller()
class LoginController {
  readonly #mfa: MfaService;

  constructor(@Inject(MfaService) mfa: MfaService) {
    this.#mfa = mfa;
  }

  @UseGuards(AuthGuard('local'))
  @Post('login')
  @HttpCode(200)
  async logIn(
    @Req() req: NestRequest & { readonly user: Customer },
    @Res({ passthrough: true }) res: object,
  ): Promise<object> {
    const { id } = req.user;
    const { kind } = await this.#mfa.beginSignIn(
      { req, res },
      { userId: id, user: { accountName: id }, firstFactor: { method: 'password' } },
    );
    return { kind };
  }
}

test.for(PLATFORMS)(
  '%s: Passport checks the password, and Factorkit is the gate after it',
  async (platform) => {
    const { mfa, clock } = createEngine({ end() {} });

    @Module({
      imports: [
        PassportModule,
        MfaModule.forRoot({ mfa, clock: clock.now, imports: [SessionsModule], useHost: PortalHost }),
      ],
      controllers: [LoginController, PayoutsController],
      providers: [PasswordStrategy],
    })
    class AppModule {}
    const { app, origin } = await start(AppModule, { platform });
    onTestFinished(() => app.close());

    const phone = await enable({ clock }, openBrowser({ origin }));
    const browser = openBrowser({ origin });
    expect((await logIn(browser, 'anna', 'guessed')).status).toBe(401);
    expect((await logIn(browser, 'anna')).json).toEqual({ kind: 'challenge' });
    expect((await browser.open('/payouts')).json).toMatchObject({ code: 'no-session' });
    expect((await enterCode(browser, phone)).json).toMatchObject({ kind: 'complete' });
    expect((await browser.open('/payouts')).json).toMatchObject({ kind: 'payouts' });
  },
);
