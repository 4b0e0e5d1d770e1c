import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Mfa } from '@factorkit/core';
import type { Requirement } from '@factorkit/core/policy';
import type { MfaHost, SupportHost } from '@factorkit/http';
import type { Visit } from './visit.ts';

/** The requirement of `GET /payouts`: passed in the program, not in the policy. */
export const FRESH_APP: Requirement = { of: ['totp'], maxAge: '15m' };

/** Other origins whose pages may send changes. */
export const ALLOWED_ORIGINS: readonly string[] = ['https://app.example'];

/** The JSON answer of one of the portal's own routes. */
export interface Reply {
  readonly status: number;
  readonly json: object;
}

/** What runs before all routes, on the frameworks that take it: the middleware of a session library. */
export type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/** A minimal portal for a framework to mount: a map of passwords, a map of sessions, and Factorkit. */
export interface Portal {
  readonly mfa: Mfa;
  readonly clock: Clock;
  /** Defaults to none. */
  readonly middleware?: readonly Middleware[];
  /** The hooks, for the request and response of any framework. */
  host<Context>(visitOf: (context: Context) => Visit): MfaHost<Context>;
  deskHost<Context>(visitOf: (context: Context) => Visit): SupportHost<Context>;
  logIn(visit: Visit, body: unknown): Promise<Reply>;
  changePassword(visit: Visit): Promise<Reply>;
  /** The answer of a route behind a guard. */
  perform(what: string, asked?: unknown): object;
  onError(error: unknown): void;
}
