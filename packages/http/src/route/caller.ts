import type { Caller, SignedIn } from '@factorkit/core';
import type { RequestContext } from './request-context.ts';

/** How a challenge token came, which is how the next one goes back. */
export type TokenChannel = 'cookie' | 'body';

export function isTokenChannel(value: unknown): value is TokenChannel {
  return value === 'cookie' || value === 'body';
}

export interface ChallengeToken {
  readonly token: string;
  readonly channel: TokenChannel;
}

/** The challenge under way: from the body or the header, for clients without cookies, before the cookie. */
export function challengeToken(
  exchange: RequestContext,
  inBody: string | undefined,
): ChallengeToken | undefined {
  const carried = inBody ?? exchange.headerToken;
  if (carried !== undefined) return { token: carried, channel: 'body' };
  return exchange.cookieToken === undefined ? undefined : { token: exchange.cookieToken, channel: 'cookie' };
}

export interface Enroller {
  readonly caller: Caller;
  readonly channel: TokenChannel;
  /** Present where the caller is a session. */
  readonly session?: SignedIn;
}

/** Who sets something up: whoever names a token, else whoever is signed in, else whoever has the cookie. */
export async function enroller(exchange: RequestContext, inBody?: string): Promise<Enroller | undefined> {
  if (inBody === undefined && exchange.headerToken === undefined) {
    const signedIn = await exchange.session.currentUser();
    if (signedIn !== undefined) return { caller: signedIn, channel: 'cookie', session: signedIn };
  }
  const found = challengeToken(exchange, inBody);
  if (found === undefined) return undefined;
  return { caller: { token: found.token, ...exchange.session.source() }, channel: found.channel };
}
