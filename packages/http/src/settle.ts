import {
  type Assurance,
  assertNever,
  type Complete,
  type Denied,
  type SessionsOutcome,
  type SignIn,
} from '@factorkit/core';
import { type Answer, ok } from './answer.ts';
import type { Challenged, Completed, EnrolmentAsked, Next, Standing } from './answers/standing.ts';
import type { TokenChannel } from './caller.ts';
import { type CookieChange, trusting } from './cookie-change.ts';
import type { Exchange } from './exchange.ts';

/** What a client is told of an outcome, and what becomes of the cookies. */
export interface Settled<Said extends object> {
  readonly said: Said;
  readonly cookies: readonly CookieChange[];
}

/**
 * Acts on where a sign-in stands, then says it. A completed one is in the session before anybody hears of it; a token
 * goes the way the last one came.
 */
export async function settle(
  exchange: Exchange,
  outcome: Exclude<SignIn, Denied>,
  channel: TokenChannel,
): Promise<Settled<Standing>> {
  switch (outcome.kind) {
    case 'complete':
      await exchange.session.raise(outcome.assurance);
      return completion(exchange, outcome, channel);
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
  exchange: Exchange,
  outcome: SignIn,
  channel: TokenChannel,
): Promise<Settled<Standing | Denied>> {
  return outcome.kind === 'denied' ? { said: outcome, cookies: [] } : settle(exchange, outcome, channel);
}

/** Where all sessions of the user end, this one ends too: raising it would bring it back. */
export async function settleChange(
  exchange: Exchange,
  { next, sessions }: { readonly next: SignIn; readonly sessions: SessionsOutcome },
  channel: TokenChannel,
): Promise<Settled<Next>> {
  if (!endsHere(sessions)) return settleNext(exchange, next, channel);
  await exchange.session.signOut();
  return { said: { kind: 'signed-out' }, cookies: cleared(channel) };
}

export function endsHere(sessions: SessionsOutcome): boolean {
  return sessions.kind !== 'kept' && sessions.scope === 'all';
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
  { now }: Exchange,
  { assurance, trustedDevice, replacementCode }: Complete,
  channel: TokenChannel,
): Settled<Completed> {
  const said = { ...completed(assurance), ...(replacementCode === undefined ? {} : { replacementCode }) };
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
