import 'reflect-metadata';
import { MfaError } from '@factorkit/core';
import {
  MfaExceptionFilter,
  MfaModule,
  MfaRefusedException,
  MfaSupportModule,
  type NestContext,
  RequireMfa,
} from '@factorkit/nest';
import {
  type ArgumentsHost,
  Body,
  Catch,
  Controller,
  Get,
  HttpCode,
  HttpException,
  Inject,
  Module,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { type AbstractHttpAdapter, APP_FILTER, HttpAdapterHost, NestFactory } from '@nestjs/core';
import { type Harness, type Running, running } from '../harness.ts';
import { ALLOWED_ORIGINS, FRESH_APP, type Portal, type Reply } from '../portal.ts';
import type { Visit } from '../visit.ts';

/** Nest's API is the same for both platforms. Request and response are the platform's. */
interface Platform {
  readonly name: string;
  readonly adapter: () => AbstractHttpAdapter;
  visitOf(context: NestContext): Visit;
}

export function nestHarness({ name, adapter, visitOf }: Platform): Harness {
  return { name, start: (portal) => start(portal, adapter(), visitOf) };
}

const PORTAL = Symbol('portal');
const VISIT_OF = Symbol('visitOf');

@Controller()
class PortalController {
  readonly #portal: Portal;
  readonly #visitOf: Platform['visitOf'];

  constructor(@Inject(PORTAL) portal: Portal, @Inject(VISIT_OF) visitOf: Platform['visitOf']) {
    this.#portal = portal;
    this.#visitOf = visitOf;
  }

  @Post('login')
  @HttpCode(200)
  async logIn(
    @Body() body: unknown,
    @Req() req: NestContext['req'],
    @Res({ passthrough: true }) res: object,
  ) {
    return answered(await this.#portal.logIn(this.#visitOf({ req, res }), body));
  }

  @Post('password')
  @HttpCode(200)
  async changePassword(@Req() req: NestContext['req'], @Res({ passthrough: true }) res: object) {
    return answered(await this.#portal.changePassword(this.#visitOf({ req, res })));
  }

  @RequireMfa()
  @Get('payment')
  showPayment(): object {
    return this.#portal.perform('payment');
  }

  @RequireMfa({ requirement: FRESH_APP })
  @Get('payouts')
  listPayouts(): object {
    return this.#portal.perform('payouts');
  }
}

@Controller('payouts')
class PayoutController {
  readonly #portal: Portal;

  constructor(@Inject(PORTAL) portal: Portal) {
    this.#portal = portal;
  }

  @RequireMfa({ action: 'payout' })
  @Post()
  @HttpCode(200)
  payOut(@Body() asked: unknown): object {
    return this.#portal.perform('payout', asked);
  }
}

function answered({ status, json }: Reply): object {
  if (status === 200) return json;
  throw new HttpException(json, status);
}

@Catch(MfaError, MfaRefusedException)
class Answers extends MfaExceptionFilter {
  readonly #portal: Portal;

  constructor(@Inject(HttpAdapterHost) adapterHost: HttpAdapterHost, @Inject(PORTAL) portal: Portal) {
    super(adapterHost);
    this.#portal = portal;
  }

  override catch(error: MfaError | MfaRefusedException, host: ArgumentsHost): Promise<void> {
    if (error instanceof MfaError) this.#portal.onError(error);
    return super.catch(error, host);
  }
}

async function start(
  portal: Portal,
  adapter: AbstractHttpAdapter,
  visitOf: Platform['visitOf'],
): Promise<Running> {
  const { mfa, clock } = portal;

  @Module({
    imports: [
      MfaModule.forRoot({
        mfa,
        clock,
        host: portal.host(visitOf),
        allowedOrigins: ALLOWED_ORIGINS,
        path: 'account/mfa',
      }),
      MfaSupportModule.forRoot({ mfa, clock, host: portal.deskHost(visitOf), path: 'desk' }),
    ],
    controllers: [PortalController, ...(mfa.actions.includes('payout') ? [PayoutController] : [])],
    providers: [
      { provide: PORTAL, useValue: portal },
      { provide: VISIT_OF, useValue: visitOf },
      { provide: APP_FILTER, useClass: Answers },
    ],
  })
  class AppModule {}

  const app = await NestFactory.create(AppModule, adapter, { logger: false, abortOnError: false });
  for (const middleware of portal.middleware ?? []) app.use(middleware);
  await app.listen(0, '127.0.0.1');
  return running(app.getHttpServer());
}
