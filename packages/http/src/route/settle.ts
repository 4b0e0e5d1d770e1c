import {
  type Assurance,
  assertNever,
  type Complete,
  type Denied,
  type SessionsOutcome,
  type SignedIn,
  type SignIn,
} from '@factorkit/core';
import type {
  Challenged,
  Completed,
  EnrolmentAsked,
  Next,
  SignedOut,
  Standing,
} from '../answers/standing.ts';
import { type CookieChange, trusting } from '../cookies/cookie-change.ts';
import { type Answer, ok } from '../message/answer.ts';
import type { TokenChannel } from './caller.ts';
import type { RequestContext } from './request-context.ts';

/** What a client is told of an outcome, and what becomes of the cookies. */
export interface Settled<Said extends object> {
  readonly said: Said;
  readonly cookies: readonly CookieChange[];
}

/** Where the next token goes, and which session gets the assurance. */
export interface Destination {
  readonly channel: TokenChannel;
  /** The session of the request, where there is one. Without it a completed sign-in starts one. */
  readonly session?: SignedIn | undefined;
}

/**
 * Acts on the state of a sign-in, then returns the answer. A completed sign-in is in the session before the client
 * learns of it. `signed-out`: the session that was to be raised has ended.
 */
export async function settle(
  exchange: RequestContext,
  outcome: Exclude<SignIn, Denied>,
  { channel, session }: Destination,
): Promise<Settled<Standing | SignedOut>> {
  switch (outcome.kind) {
    case 'complete': {
      const raised = await exchange.session.raise(outcome.assurance, session?.sessionId);
      return raised.kind === 'session-ended'
        ? signedOut(channel)
        : completion(exchange, outcome, channel, raised.session);
    }
    case 'challenge': {
      const { token, ...said } = outcome;
      return handOver<Challenged>(said, token, channel);
    }
    case 'enrol': {
      const { token, ...said } = outcome;
      return handOver<EnrolmentAsked>(said, token, channel);
    }
    default:
      return assertNever(outcome);
  }
}

/** The same for what follows something else, which stands even where the sign-in goes no further. */
export async function settleNext(
  exchange: RequestContext,
  outcome: SignIn,
  destination: Destination,
): Promise<Settled<Next>> {
  return outcome.kind === 'denied' ? { said: outcome, cookies: [] } : settle(exchange, outcome, destination);
}

/** The same after a change of the factors, which may have ended sessions. */
export async function settleChange(
  exchange: RequestContext,
  { next, sessions }: { readonly next: SignIn; readonly sessions: SessionsOutcome },
  destination: Destination,
): Promise<Settled<Next>> {
  // A completed sign-in raises the session, which renews its id.
  const session = next.kind === 'complete' ? undefined : destination.session;
  const state = await endOrRenew(exchange, sessions, session);
  return state === 'ended' ? signedOut(destination.channel) : settleNext(exchange, next, destination);
}

/**
 * Carries a revocation over to the session of the request. Where all sessions end, this one does too: raising it would
 * bring it back. Where the others end, this one gets a new id, so that a copy of its cookie ends with them.
 */
export async function endOrRenew(
  exchange: RequestContext,
  sessions: SessionsOutcome,
  session: SignedIn | undefined,
): Promise<'ended' | 'open'> {
  if (sessions.kind === 'kept') return 'open';
  if (sessions.scope === 'all') {
    await exchange.session.signOut();
    return 'ended';
  }
  if (session === undefined) return 'open';
  const raised = await exchange.session.raise(session.assurance, session.sessionId);
  return raised.kind === 'session-ended' ? 'ended' : 'open';
}

function signedOut(channel: TokenChannel): Settled<SignedOut> {
  return { said: { kind: 'signed-out' }, cookies: cleared(channel) };
}

/** Of the assurance a client learns what it may act on. The evidence stays in the session. */
export function completed({ level, amr, authenticatedAt }: Assurance): Completed {
  return { kind: 'complete', level, amr, authenticatedAt };
}

export function handOver<Said extends { readonly token?: string }>(
  said: Said,
  token: string,
  channel: TokenChannel,
): Settled<Said> {
  return channel === 'body'
    ? { said: { ...said, token }, cookies: [] }
    : { said, cookies: [{ kind: 'challenge', token }] };
}

/** A 200 that says what was settled. */
export function settledAnswer<Said extends object>({ said, cookies }: Settled<Said>): Answer<Said> {
  return { ...ok(said), cookies };
}

/** A browser gets the trust in it as a cookie, which no script reads; a client without cookies keeps it itself. */
function completion(
  { now }: RequestContext,
  { assurance, trustedDevice, replacementCode }: Complete,
  channel: TokenChannel,
  session: Completed['session'],
): Settled<Completed> {
  const said = {
    ...completed(assurance),
    ...(replacementCode === undefined ? {} : { replacementCode }),
    ...(session === undefined ? {} : { session }),
  };
  if (trustedDevice === undefined) return { said, cookies: cleared(channel) };
  if (channel === 'body') return { said: { ...said, trustedDevice }, cookies: [] };
  return {
    said: { ...said, trustedUntil: trustedDevice.expiresAt },
    cookies: [...cleared(channel), trusting(trustedDevice, now())],
  };
}

function cleared(channel: TokenChannel): readonly CookieChange[] {
  return channel === 'cookie' ? [{ kind: 'clear', cookie: 'challenge' }] : [];
}
