import type { IncomingHttpHeaders } from 'node:http';
import type { MfaHost, SupportHost } from '@factorkit/http';

/** The members that requests of both platforms have. @inline */
export type NestRequest = {
  readonly headers: IncomingHttpHeaders;
};

/**
 * The context of the host's hooks: the platform's request and response, as `@Req()` and `@Res()` return them, for
 * example `NestContext<Request, Response>` of Express or `NestContext<FastifyRequest, FastifyReply>`.
 */
export interface NestContext<Req extends NestRequest = NestRequest, Res extends object = object> {
  readonly req: Req;
  readonly res: Res;
}

/**
 * The hooks of the portal's session layer. A host for one platform passes its types.
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

/** The hooks of the support desk. */
export type NestSupportHost<Req extends NestRequest = NestRequest, Res extends object = object> = SupportHost<
  NestContext<Req, Res>
>;
