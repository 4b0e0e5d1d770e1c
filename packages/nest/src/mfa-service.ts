import type { Mfa, SignedIn, SignIn } from '@factorkit/core';
import {
  challengeTokenIn,
  clearedChallengeCookie,
  clearedDeviceCookie,
  createMfaHandler,
  deviceTokenIn,
  type EveryMfa,
  engineFor,
  type MfaCookieOptions,
  signInCookies,
} from '@factorkit/http';
import type { NestContext, NestHost, NestRequest } from './context.ts';
import type { Adapter } from './platform.ts';

type Handle = ReturnType<typeof createMfaHandler<NestContext>>;

/** The input of `mfa.beginSignIn`, without the members that come from the request. @inline */
export type BeginSignIn = Parameters<Handle['beginSignIn']>[2];

/** The state of the sign-in, as `POST challenge/verify` answers it. @inline */
type BegunSignIn = {
  readonly kind: 'complete' | 'challenge' | 'enrol' | 'denied' | 'signed-out';
  readonly [member: string]: unknown;
};

export interface MfaServiceParts<Every extends EveryMfa = Mfa> {
  readonly mfa: Every;
  readonly host: NestHost;
  readonly cookie: MfaCookieOptions;
  /** Milliseconds since 1970, for `Max-Age`. */
  readonly now: () => number;
  readonly adapter: () => Adapter;
}

/**
 * The engine, with functions that read a request or write to a response. `res` is what `@Res({ passthrough: true })`
 * returns.
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
 *     return this.mfa.beginSignIn(
 *       { req, res },
 *       { userId: name, user: { accountName: name }, firstFactor: { method: 'password' } },
 *     ); // complete: signed in; challenge, enrol: the next page
 *   }
 * }
 * ```
 */
export class MfaService<Every extends EveryMfa = Mfa> {
  /** The result of `createMfa`: the engine, or for `MfaService<TenantMfa>` one with a policy for each tenant. */
  readonly mfa: Every;
  readonly #parts: MfaServiceParts<Every>;
  readonly #engineOf: ReturnType<typeof engineFor<NestContext>>;
  readonly #handle: Handle;

  constructor(parts: MfaServiceParts<Every>) {
    this.mfa = parts.mfa;
    this.#parts = parts;
    this.#engineOf = engineFor(parts.mfa, parts.host);
    const { mfa, host, cookie, now: clock } = parts;
    this.#handle = createMfaHandler({ mfa, host, cookie, clock });
  }

  /** The engine of this request: with a policy for each tenant, the one of its tenant. */
  async engineOf(context: NestContext): Promise<Mfa> {
    return (await this.#engineOf(context)).mfa;
  }

  /**
   * Continues a sign-in after any first factor. It passes the token of the browser and the source of this request to the
   * engine, sets the cookies for the outcome and, if the sign-in is complete, lets the host raise the session. If you
   * call this, do not start a session yourself. Return the result to the client: it contains `session`, what the host's
   * `raise` added, such as tokens, and with `tokenIn: 'body'` the token of the challenge.
   *
   * @throws MfaError what `mfa.beginSignIn` throws, and `portal-failed` if a host hook throws.
   */
  async beginSignIn(context: NestContext, input: BeginSignIn): Promise<BegunSignIn> {
    const { cookie } = context.req.headers;
    const headers = new Headers(cookie === undefined ? {} : { cookie });
    const response = await this.#handle.beginSignIn({ headers }, context, input);
    for (const line of response.headers.getSetCookie()) this.#append(context.res, line);
    return (await response.json()) as BegunSignIn;
  }

  /** The signed-in user of this tenant, to pass as `caller` to the engine. `undefined` if nobody is signed in. */
  async currentUser(context: NestContext): Promise<SignedIn | undefined> {
    const { host } = this.#parts;
    const [{ tenant }, signedIn] = await Promise.all([this.#engineOf(context), host.currentUser(context)]);
    if (signedIn === undefined || signedIn.assurance.tenant !== tenant) return undefined;
    const source = host.source?.(context);
    return { ...(source === undefined ? {} : { source }), ...signedIn };
  }

  /** The unchecked token of a trusted or known browser in this request. Pass it to `mfa.beginSignIn`. */
  deviceTokenOf(req: NestRequest): string | undefined {
    return deviceTokenIn(req.headers.cookie, this.#parts.cookie);
  }

  /** The challenge token of this request, for pages that call the engine themselves. */
  challengeTokenOf(req: NestRequest): string | undefined {
    return challengeTokenIn(req.headers.cookie, this.#parts.cookie);
  }

  /**
   * Sets the cookies for an outcome: sets or deletes the challenge, and sets the token of this browser if there is one.
   */
  setSignInCookies(res: object, outcome: SignIn): void {
    const { cookie, now } = this.#parts;
    for (const line of signInCookies(outcome, cookie, now())) this.#append(res, line);
  }

  /** Deletes the challenge cookie: at sign-out, or if the user goes back to the password. */
  clearChallengeCookie(res: object): void {
    this.#append(res, clearedChallengeCookie(this.#parts.cookie));
  }

  /** Deletes the cookie of a trusted or known browser. `revokeTrustedDevices` ends the trust in the account. */
  clearDeviceCookie(res: object): void {
    this.#append(res, clearedDeviceCookie(this.#parts.cookie));
  }

  #append(res: object, line: string): void {
    this.#parts.adapter().appendHeader(res, 'set-cookie', line);
  }
}
