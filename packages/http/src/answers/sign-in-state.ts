import type {
  AssuranceLevel,
  ChallengeView,
  DeviceToken,
  EnrolmentRequired,
  Refusals,
  SessionsOutcome,
} from '@factorkit/core';
import {
  assuranceLevel,
  kinds,
  listOf,
  type Members,
  named,
  oneOf,
  optional,
  type Schema,
  text,
} from '@factorkit/core/schema';
import { challenge, enrolmentMembers } from './challenge.ts';
import { deniedReason, deviceToken, moment, portalMembers } from './vocabulary.ts';

/** The requirement is met, and the session contains the assurance. */
export interface Completed {
  readonly kind: 'complete';
  readonly level: AssuranceLevel;
  readonly amr: readonly string[];
  readonly authenticatedAt: number;
  /** Until when this browser is trusted. The token is in its cookie. */
  readonly trustedUntil?: number;
  /** The same for a client without cookies. */
  readonly trustedDevice?: DeviceToken;
  /** The token of a browser in which a factor was proved, for a client without cookies. It is not trusted. */
  readonly knownDevice?: DeviceToken;
  /** Replaces the backup code that was just used. Shown only once. */
  readonly replacementCode?: string;
  /** What the portal's `raise` adds, such as bearer tokens. */
  readonly session?: { readonly [member: string]: unknown };
}

export interface Challenged {
  readonly kind: 'challenge';
  readonly challenge: ChallengeView;
  /** For a client without cookies. */
  readonly token?: string;
  readonly replacementCode?: string;
}

export type EnrolmentAsked = Omit<EnrolmentRequired, 'token'> & { readonly token?: string };

/** The state of a sign-in. */
export type SignInState = Completed | Challenged | EnrolmentAsked;

/** The session of the request has ended. */
export interface SignedOut {
  readonly kind: 'signed-out';
}

/** What follows a change: the state of the sign-in, or that there is none. */
export type Next = SignInState | Refusals['denied'] | SignedOut;

const completed: Members<Omit<Completed, 'kind'>> = {
  level: assuranceLevel,
  amr: listOf(text),
  authenticatedAt: moment,
  trustedUntil: optional(moment),
  trustedDevice: optional(deviceToken),
  knownDevice: optional(deviceToken),
  replacementCode: optional(text),
  session: optional(portalMembers),
};

const challenged: Members<Omit<Challenged, 'kind'>> = {
  challenge,
  token: optional(text),
  replacementCode: optional(text),
};

const enrolmentAsked: Members<Omit<EnrolmentAsked, 'kind'>> = {
  ...enrolmentMembers,
  token: optional(text),
};

export const signInState: Schema<SignInState> = named('SignInState', () =>
  kinds<SignInState>({ complete: completed, challenge: challenged, enrol: enrolmentAsked }),
);

export const next: Schema<Next> = named('Next', () =>
  kinds<Next>({
    complete: completed,
    challenge: challenged,
    enrol: enrolmentAsked,
    denied: { reason: deniedReason, until: optional(moment) },
    'signed-out': {},
  }),
);

/** A step-up: neither enrolment nor denial can follow. */
export type SteppedUp = Completed | Challenged;

export const steppedUp: Schema<SteppedUp> = kinds<SteppedUp>({
  complete: completed,
  challenge: challenged,
});

const scope: Schema<'all' | 'others'> = oneOf('all', 'others');

export const sessions: Schema<SessionsOutcome> = named('SessionsOutcome', () =>
  kinds<SessionsOutcome>({ kept: {}, revoked: { scope }, 'revocation-failed': { scope } }),
);
