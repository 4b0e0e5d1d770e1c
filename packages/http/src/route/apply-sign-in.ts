import {
  type Assurance,
  assertNever,
  type Complete,
  type Refusals,
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
  SignInState,
} from '../answers/sign-in-state.ts';
import { type CookieChange, keepingDevice } from '../cookies/cookie-change.ts';
import { type Answer, ok } from '../message/answer.ts';
import type { RequestContext } from './request-context.ts';
import type { TokenChannel } from './token-channel.ts';

/** The body for an outcome, and the changes of cookies. */
export interface Applied<Body extends object> {
  readonly body: Body;
  readonly cookies: readonly CookieChange[];
}

/** Where the next token goes, and which session gets the assurance. */
export interface Destination {
  readonly channel: TokenChannel;
  /** The session of the request, if there is one. Without it a completed sign-in starts one. */
  readonly session?: SignedIn | undefined;
  /** A change in this request ended the user's other sessions. */
  readonly endedOthers?: boolean;
}

/**
 * Acts on the state of a sign-in, then returns the answer: a completed sign-in is stored in the session before the
 * client gets the answer. `signed-out` means that the session to raise has ended.
 */
export async function applySignIn(
  context: RequestContext,
  outcome: Exclude<SignIn, Refusals['denied']>,
  { channel, session, endedOthers = false }: Destination,
): Promise<Applied<SignInState | SignedOut>> {
  switch (outcome.kind) {
    case 'complete': {
      const raised = await context.session.raise(outcome.assurance, session?.sessionId, endedOthers);
      return raised.kind === 'session-ended'
        ? signedOut(channel)
        : completion(context, outcome, channel, raised.session);
    }
    case 'challenge': {
      const { token, ...body } = outcome;
      return handOver<Challenged>(body, token, channel);
    }
    case 'enrol': {
      const { token, ...body } = outcome;
      return handOver<EnrolmentAsked>(body, token, channel);
    }
    default:
      return assertNever(outcome);
  }
}

/** The same after another change. That change is kept even if the sign-in is denied. */
export async function applyNext(
  context: RequestContext,
  outcome: SignIn,
  destination: Destination,
): Promise<Applied<Next>> {
  return outcome.kind === 'denied'
    ? { body: outcome, cookies: [] }
    : applySignIn(context, outcome, destination);
}

/** What `raise` added for a session that got a new id, as a member of the answer. */
interface Renewed {
  readonly session?: NonNullable<Completed['session']>;
}

/** The same after a change of the factors, which may have ended sessions. */
export async function applyChange(
  context: RequestContext,
  { next, sessions }: { readonly next: SignIn; readonly sessions: SessionsOutcome },
  destination: Destination,
): Promise<Applied<Renewed & { readonly next: Next }>> {
  // A completed sign-in raises the session, which renews its id.
  const session = next.kind === 'complete' ? undefined : destination.session;
  const { state, added } = await endOrRenew(context, sessions, session);
  const endedOthers = sessions.kind !== 'kept';
  const { body, cookies } =
    state === 'ended'
      ? signedOut(destination.channel)
      : await applyNext(context, next, { ...destination, endedOthers });
  return { body: { next: body, ...added }, cookies };
}

/**
 * Applies a revocation to the session of the request. If all sessions end, this one ends too: raising it would restore
 * it. If the others end, this one gets a new id, so that a copy of its cookie ends with them.
 */
export async function endOrRenew(
  context: RequestContext,
  sessions: SessionsOutcome,
  session: SignedIn | undefined,
): Promise<{ readonly state: 'ended' | 'open'; readonly added?: Renewed }> {
  if (sessions.kind === 'kept') return { state: 'open' };
  if (sessions.scope === 'all') {
    await context.session.signOut();
    return { state: 'ended' };
  }
  if (session === undefined) return { state: 'open' };
  const raised = await context.session.raise(session.assurance, session.sessionId, true);
  if (raised.kind === 'session-ended') return { state: 'ended' };
  return { state: 'open', ...(raised.session && { added: { session: raised.session } }) };
}

function signedOut(channel: TokenChannel): Applied<SignedOut> {
  return { body: { kind: 'signed-out' }, cookies: cleared(channel) };
}

/** The part of an assurance that a client can act on. The evidence stays in the session. */
export function completed({ level, amr, authenticatedAt }: Assurance): Completed {
  return { kind: 'complete', level, amr, authenticatedAt };
}

export function handOver<Body extends { readonly token?: string }>(
  body: Body,
  token: string,
  channel: TokenChannel,
): Applied<Body> {
  return channel === 'body'
    ? { body: { ...body, token }, cookies: [] }
    : { body, cookies: [{ kind: 'challenge', token }] };
}

/** A 200 with the body and the cookies. */
export function appliedAnswer<Body extends object>({ body, cookies }: Applied<Body>): Answer<Body> {
  return { ...ok(body), cookies };
}

/** A browser gets the token of its device in a cookie that scripts cannot read. A client without cookies stores it. */
function completion(
  { now }: RequestContext,
  { assurance, trustedDevice, knownDevice, replacementCode }: Complete,
  channel: TokenChannel,
  session: Completed['session'],
): Applied<Completed> {
  const body = {
    ...completed(assurance),
    ...(replacementCode === undefined ? {} : { replacementCode }),
    ...(session === undefined ? {} : { session }),
  };
  if (channel === 'body') {
    const tokens = { ...(trustedDevice && { trustedDevice }), ...(knownDevice && { knownDevice }) };
    return { body: { ...body, ...tokens }, cookies: [] };
  }
  const device = trustedDevice ?? knownDevice;
  return {
    body: trustedDevice ? { ...body, trustedUntil: trustedDevice.expiresAt } : body,
    cookies: [...cleared(channel), ...(device ? [keepingDevice(device, now())] : [])],
  };
}

function cleared(channel: TokenChannel): readonly CookieChange[] {
  return channel === 'cookie' ? [{ kind: 'clear', cookie: 'challenge' }] : [];
}
