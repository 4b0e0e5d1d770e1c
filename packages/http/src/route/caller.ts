import type { Caller, SignedIn } from '@factorkit/core';
import type { RequestContext } from './request-context.ts';
import type { TokenChannel } from './token-channel.ts';

export interface ChallengeToken {
  readonly token: string;
  readonly channel: TokenChannel;
}

/**
 * The token of the challenge in progress: from the body or the header, for clients without cookies, else from the
 * cookie.
 */
export function challengeToken(
  context: RequestContext,
  inBody: string | undefined,
): ChallengeToken | undefined {
  const carried = inBody ?? context.headerToken;
  if (carried !== undefined) return { token: carried, channel: 'body' };
  return context.cookieToken === undefined ? undefined : { token: context.cookieToken, channel: 'cookie' };
}

export interface Enroller {
  readonly caller: Caller;
  readonly channel: TokenChannel;
  /** Only present if the caller has a session. */
  readonly session?: SignedIn;
}

/** Who enrols: the holder of an explicit token, else the signed-in user, else the holder of the cookie. */
export async function enroller(context: RequestContext, inBody?: string): Promise<Enroller | undefined> {
  if (inBody === undefined && context.headerToken === undefined) {
    const signedIn = await context.session.currentUser();
    if (signedIn !== undefined) return { caller: signedIn, channel: context.ownChannel, session: signedIn };
  }
  const found = challengeToken(context, inBody);
  if (found === undefined) return undefined;
  return { caller: { token: found.token, ...context.session.source() }, channel: found.channel };
}
