import type { Clock, Mfa } from '@factorkit/core';
import type { Requirement } from '@factorkit/core/policy';
import type { MfaHost, SupportHost } from '@factorkit/http';
import type { Visit } from './visit.ts';

/** What `GET /payouts` asks for: said in the program, not in the policy. */
export const FRESH_APP: Requirement = { of: ['totp'], maxAge: '15m' };

/** Whose pages may send changes beside the portal's own. */
export const ALLOWED_ORIGINS: readonly string[] = ['https://app.example'];

/** What one of the portal's own routes answers: JSON. */
export interface Reply {
  readonly status: number;
  readonly json: object;
}

/** A portal as small as one can be, for a framework to mount: passwords in one map, sessions in another, and Factorkit. */
export interface Portal {
  readonly mfa: Mfa;
  readonly clock: Clock;
  /** The hooks, for whatever a framework calls its request and its answer. */
  host<Context>(visitOf: (context: Context) => Visit): MfaHost<Context>;
  deskHost<Context>(visitOf: (context: Context) => Visit): SupportHost<Context>;
  logIn(visit: Visit, body: unknown): Promise<Reply>;
  changePassword(visit: Visit): Promise<Reply>;
  /** What a guard let through. */
  deed(what: string, asked?: unknown): object;
  onError(error: unknown): void;
}
