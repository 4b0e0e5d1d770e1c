import type { IncomingHttpHeaders } from 'node:http';
import type { MfaHost, SupportHost } from '@factorkit/http';

/** What the requests of every platform have. */
export interface NestRequest {
  readonly headers: IncomingHttpHeaders;
}

/**
 * What the host's hooks are called with: the request and the response of the platform, as a handler gets them by
 * `@Req()` and `@Res()`: `NestContext<Request, Response>` of Express, `NestContext<FastifyRequest, FastifyReply>`.
 */
export interface NestContext<Req extends NestRequest = NestRequest, Res extends object = object> {
  readonly req: Req;
  readonly res: Res;
}

/**
 * The hooks of the portal's session layer. A host for one platform names its types.
 *
 * @example
 * ```ts
 * import type { NestContext, NestHost } from '@factorkit/nest';
 * import { Injectable } from '@nestjs/common';
 * import type { Request, Response } from 'express';
 *
 * @Injectable()
 * export class PortalHost implements NestHost<Request, Response> {
 *   async currentUser({ req }: NestContext<Request, Response>) {
 *     return req.session.signedIn;
 *   }
 *   // raise, signOut
 * }
 * ```
 */
export type NestHost<Req extends NestRequest = NestRequest, Res extends object = object> = MfaHost<
  NestContext<Req, Res>
>;

/** The hooks that the support desk calls. */
export type NestSupportHost<Req extends NestRequest = NestRequest, Res extends object = object> = SupportHost<
  NestContext<Req, Res>
>;
