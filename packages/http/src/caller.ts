import type { Caller } from '@factorkit/core';
import type { Exchange } from './exchange.ts';

/** How a challenge token came, which is how the next one goes back. */
export type TokenChannel = 'cookie' | 'body';

export function isTokenChannel(value: unknown): value is TokenChannel {
  return value === 'cookie' || value === 'body';
}

export interface ChallengeToken {
  readonly token: string;
  readonly channel: TokenChannel;
}

/** The challenge under way: the one in the body, for clients without cookies, before the one in the cookie. */
export function challengeToken(exchange: Exchange, inBody: string | undefined): ChallengeToken | undefined {
  if (inBody !== undefined) return { token: inBody, channel: 'body' };
  return exchange.cookieToken === undefined ? undefined : { token: exchange.cookieToken, channel: 'cookie' };
}

export interface Enroller {
  readonly caller: Caller;
  readonly channel: TokenChannel;
}

/** Who sets something up: whoever names a token, else whoever is signed in, else whoever has the cookie. */
export async function enroller(exchange: Exchange, inBody?: string): Promise<Enroller | undefined> {
  if (inBody === undefined) {
    const signedIn = await exchange.session.currentUser();
    if (signedIn !== undefined) return { caller: signedIn, channel: 'cookie' };
  }
  const found = challengeToken(exchange, inBody);
  if (found === undefined) return undefined;
  return { caller: { token: found.token, ...exchange.session.source() }, channel: found.channel };
}
