import { type Assurance, assertNever, type SessionsOutcome, type SignIn } from '@factorkit/core';
import type { CookieChange } from './answer.ts';
import type { TokenChannel } from './caller.ts';
import type { Exchange } from './route.ts';

/** What a client is told of an outcome, and what became of the cookie. */
export interface Settled {
  readonly said: object;
  readonly cookie?: CookieChange;
}

/**
 * Acts on where a sign-in stands, then says it. A completed one is in the session before anybody hears of it; a token
 * goes the way the last one came.
 */
export async function settle(exchange: Exchange, outcome: SignIn, channel: TokenChannel): Promise<Settled> {
  switch (outcome.kind) {
    case 'complete':
      await exchange.session.raise(outcome.assurance);
      return { said: completed(outcome.assurance), ...cleared(channel) };
    case 'challenge': {
      const { kind, challenge, token } = outcome;
      return handOver({ kind, challenge }, token, channel);
    }
    case 'enrol': {
      const { token, ...said } = outcome;
      return handOver(said, token, channel);
    }
    case 'denied':
      return { said: outcome };
    default:
      return assertNever(outcome);
  }
}

/** Where all sessions of the user end, this one ends too: raising it would bring it back. */
export async function settleChange(
  exchange: Exchange,
  { next, sessions }: { readonly next: SignIn; readonly sessions: SessionsOutcome },
  channel: TokenChannel,
): Promise<Settled> {
  if (!endsHere(sessions)) return settle(exchange, next, channel);
  await exchange.session.signOut();
  return { said: { kind: 'signed-out' }, ...cleared(channel) };
}

export function endsHere(sessions: SessionsOutcome): boolean {
  return sessions.kind !== 'kept' && sessions.scope === 'all';
}

/** Of the assurance a client learns what it may act on. The evidence stays in the session. */
export function completed({ level, amr, authenticatedAt }: Assurance): object {
  return { kind: 'complete', level, amr, authenticatedAt };
}

export function handOver(said: object, token: string, channel: TokenChannel): Settled {
  return channel === 'body' ? { said: { ...said, token } } : { said, cookie: { kind: 'set', token } };
}

function cleared(channel: TokenChannel): { readonly cookie?: CookieChange } {
  return channel === 'cookie' ? { cookie: { kind: 'clear' } } : {};
}
