import type { Assurance, User } from '@factorkit/core';
import {
  createSessionHost,
  endOf,
  type SessionHost,
  type SessionHostOptions,
  type SessionRecord,
  type SpentIds,
  signedInWith,
} from './session-host.ts';

/** A pair of tokens, in the answer of a completed sign-in as `session`. */
export interface TokenPair {
  readonly [member: string]: unknown;
  /** Sent as `Authorization: Bearer …` with each request. */
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** Works once: `refresh` returns a new pair for it. */
  readonly refreshToken: string;
}

/** @inline */
export type BearerSessionsOptions<Context> = Pick<SessionHostOptions<Context>, 'mfa' | 'clock'> & {
  userOf(userId: string): Promise<User | undefined>;
  /** The `Authorization` header of the request. */
  authorization(context: Context): string | undefined;
  /** Signs the claims (RFC 7519): for example with `SignJWT` of jose. Add your issuer and audience. */
  sign(claims: {
    readonly [claim: string]: unknown;
    readonly sub: string;
    readonly exp: number;
  }): Promise<string>;
  /**
   * Returns the claims of a token that `sign` made, `undefined` of any other. Allow one algorithm only. A token whose
   * time is over may be returned: `exp` is checked here.
   */
  verify(token: string): Promise<{ readonly [claim: string]: unknown } | undefined>;
  readonly spentIds: SpentIds;
  /** The longest time from the sign-in to the end of its session, however often it is refreshed. */
  readonly lifetimeSeconds: number;
  /** @defaultValue 300 */
  readonly accessSeconds?: number;
};

export interface BearerSessions<Context> {
  /** The session hooks. `raise` returns a new {@link TokenPair} as `session`. */
  readonly host: SessionHost<Context>;
  /**
   * Returns a new pair for a refresh token, `undefined` if the user has to sign in. A refresh token that is sent again
   * ends its session: one of the two senders is not the owner (RFC 9700 §4.14.2).
   */
  refresh(refreshToken: string): Promise<TokenPair | undefined>;
}

/**
 * Sessions as bearer tokens, for native apps and single-page applications on another origin. The tokens contain the
 * assurance and the security stamp, so that they end in the commit of the change that ends the sessions.
 *
 * @example
 * ```ts
 * import { createBearerSessions } from '@factorkit/http';
 *
 * const { host, refresh } = createBearerSessions({
 *   ...{ mfa, userOf, sign, verify, spentIds, lifetimeSeconds: 30 * 86_400 },
 *   authorization: ({ req }) => req.headers.authorization,
 * });
 * ```
 */
export function createBearerSessions<Context>(
  options: BearerSessionsOptions<Context>,
): BearerSessions<Context> {
  const { authorization, sign, verify, spentIds, accessSeconds = 300, clock = Date.now } = options;

  const recordIn = async (token: string, use: 'access' | 'refresh'): Promise<Token | undefined> => {
    const claims = await verify(token);
    if (claims?.use !== use || !(Number(claims.exp) * 1000 > clock())) return undefined;
    const { sid, jti, assurance, stamp } = claims as unknown as TokenClaims;
    return { id: sid, jti, assurance, stamp };
  };

  const pairFor = async ({ id: sid, assurance, stamp }: SessionRecord): Promise<TokenPair> => {
    const iat = Math.floor(clock() / 1000);
    const end = Math.floor(endOf(assurance, options) / 1000);
    const exp = Math.min(iat + accessSeconds, end);
    const claims = { sub: assurance.userId, sid, stamp, assurance, iat };
    return {
      accessToken: await sign({ ...claims, use: 'access', jti: crypto.randomUUID(), exp }),
      expiresInSeconds: exp - iat,
      refreshToken: await sign({ ...claims, use: 'refresh', jti: crypto.randomUUID(), exp: end }),
    };
  };

  return {
    host: createSessionHost<Context>({
      ...options,
      place: {
        async read(context) {
          const token = /^Bearer +(\S+)$/i.exec(authorization(context) ?? '')?.[1];
          return token === undefined ? undefined : recordIn(token, 'access');
        },
        write: async (_context, record) => ({ kind: 'raised', session: await pairFor(record) }),
        remove: async () => {},
      },
    }),

    async refresh(refreshToken) {
      const record = await recordIn(refreshToken, 'refresh');
      if (record === undefined || (await signedInWith(record, options)) === undefined) return undefined;
      if (await spentIds.spend(record.jti, endOf(record.assurance, options))) return pairFor(record);
      await spentIds.spend(record.id, endOf(record.assurance, options));
      return undefined;
    },
  };
}

/** The claims of a token that this portal signed. */
interface TokenClaims {
  readonly sid: string;
  readonly jti: string;
  readonly assurance: Assurance;
  readonly stamp: string;
}

interface Token extends SessionRecord {
  readonly jti: string;
}
