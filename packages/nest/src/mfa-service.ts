import type { Mfa, SignedIn, SignIn } from '@factorkit/core';
import {
  challengeTokenIn,
  clearedChallengeCookie,
  clearedDeviceCookie,
  deviceTokenIn,
  type EveryMfa,
  engineFor,
  type MfaCookieOptions,
  signInCookies,
} from '@factorkit/http';
import type { NestContext, NestHost, NestRequest } from './context.ts';
import type { Adapter } from './platform.ts';

/** What `mfa.beginSignIn` takes, but for what the request itself says. */
export type BeginSignIn = Omit<Parameters<Mfa['beginSignIn']>[0], 'trustedDevice' | 'source'>;

export interface MfaServiceParts<Every extends EveryMfa = Mfa> {
  readonly mfa: Every;
  readonly host: NestHost;
  readonly cookie: MfaCookieOptions;
  /** Milliseconds since 1970, for `Max-Age`. */
  readonly now: () => number;
  readonly adapter: () => Adapter;
}

/**
 * The engine, and what it needs of a request and a response. `res` is what `@Res({ passthrough: true })` gives.
 *
 * @example
 * ```ts
 * import { MfaService } from '@factorkit/nest';
 * import { Body, Controller, Inject, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
 * import type { Request, Response } from 'express';
 *
 * @Controller('login')
 * export class LoginController {
 *   constructor(@Inject(MfaService) private readonly mfa: MfaService) {}
 *
 *   @Post()
 *   async login(
 *     @Body() { name, password }: { name: string; password: string },
 *     @Req() req: Request,
 *     @Res({ passthrough: true }) res: Response,
 *   ) {
 *     if (!(await passwordFits(name, password))) throw new UnauthorizedException();
 *     const outcome = await this.mfa.beginSignIn(
 *       { req, res },
 *       { userId: name, user: { accountName: name }, firstFactor: { method: 'password' } },
 *     );
 *     return { kind: outcome.kind }; // complete: signed in; challenge, enrol: the next page
 *   }
 * }
 * ```
 */
export class MfaService<Every extends EveryMfa = Mfa> {
  /** What `createMfa` made: the engine, or `MfaService<TenantMfa>` where each tenant has a policy. */
  readonly mfa: Every;
  readonly #parts: MfaServiceParts<Every>;
  readonly #engineOf: ReturnType<typeof engineFor<NestContext>>;

  constructor(parts: MfaServiceParts<Every>) {
    this.mfa = parts.mfa;
    this.#parts = parts;
    this.#engineOf = engineFor(parts.mfa, parts.host);
  }

  /** The engine of this request: that of its tenant, where each has a policy. */
  async engineOf(context: NestContext): Promise<Mfa> {
    return (await this.#engineOf(context)).mfa;
  }

  /**
   * The gate after any first factor. Hands the engine the trusted browser and the source of this request, sets the
   * cookies of what it says, and, where nothing is left to ask, has the host raise the session: so a portal that calls
   * this starts no session of its own.
   */
  async beginSignIn(context: NestContext, input: BeginSignIn): Promise<SignIn> {
    const { host } = this.#parts;
    const trustedDevice = this.trustedDeviceOf(context.req);
    const source = host.source?.(context);
    const engine = await this.engineOf(context);
    const outcome = await engine.beginSignIn({
      ...input,
      ...(trustedDevice === undefined ? {} : { trustedDevice }),
      ...(source === undefined ? {} : { source }),
    });
    if (outcome.kind === 'complete') await host.raise(context, outcome.assurance, {});
    this.setSignInCookies(context.res, outcome);
    return outcome;
  }

  /** Who is signed in at this tenant, ready to be the `caller` of the engine; `undefined` where nobody is. */
  async currentUser(context: NestContext): Promise<SignedIn | undefined> {
    const { host } = this.#parts;
    const [{ tenant }, signedIn] = await Promise.all([this.#engineOf(context), host.currentUser(context)]);
    if (signedIn === undefined || signedIn.assurance.tenant !== tenant) return undefined;
    const source = host.source?.(context);
    return { ...(source === undefined ? {} : { source }), ...signedIn };
  }

  /** The token of a trusted browser that came with this request: for `mfa.beginSignIn`, whatever it is. */
  trustedDeviceOf(req: NestRequest): string | undefined {
    return deviceTokenIn(req.headers.cookie, this.#parts.cookie);
  }

  /** The challenge token that came with this request, for pages that call the engine themselves. */
  challengeTokenOf(req: NestRequest): string | undefined {
    return challengeTokenIn(req.headers.cookie, this.#parts.cookie);
  }

  /** Sets the cookies of an outcome: the challenge, or nothing where none is left, and the trust in this browser. */
  setSignInCookies(res: object, outcome: SignIn): void {
    const { cookie, now } = this.#parts;
    for (const line of signInCookies(outcome, cookie, now())) this.#append(res, line);
  }

  /** Takes the challenge back: at sign-out, or where the user goes back to the password. */
  clearChallengeCookie(res: object): void {
    this.#append(res, clearedChallengeCookie(this.#parts.cookie));
  }

  /** Makes this browser forget that it was trusted. What the account holds of it is `revokeTrustedDevices`' to end. */
  clearDeviceCookie(res: object): void {
    this.#append(res, clearedDeviceCookie(this.#parts.cookie));
  }

  #append(res: object, line: string): void {
    this.#parts.adapter().appendHeader(res, 'set-cookie', line);
  }
}
