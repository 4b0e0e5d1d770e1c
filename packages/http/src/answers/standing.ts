import type {
  AssuranceLevel,
  ChallengeView,
  Denied,
  DeviceToken,
  EnrolmentRequired,
  SessionsOutcome,
} from '@factorkit/core';
import {
  type AnswerShape,
  kinds,
  listOf,
  type MemberShapes,
  moment,
  named,
  optional,
  portalMembers,
  text,
  words,
} from '../schema/answer-shape.ts';
import { challenge, enrolmentMembers } from './challenge.ts';
import { deniedReason, deviceToken, level } from './vocabulary.ts';

/** Enough was shown, and the session holds it. */
export interface Completed {
  readonly kind: 'complete';
  readonly level: AssuranceLevel;
  readonly amr: readonly string[];
  readonly authenticatedAt: number;
  /** Until when this browser is trusted; the token is in its cookie. */
  readonly trustedUntil?: number;
  /** The same for a client without cookies. */
  readonly trustedDevice?: DeviceToken;
  /** In place of the backup code that was just used: shown this once. */
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

/** Where a sign-in stands. */
export type Standing = Completed | Challenged | EnrolmentAsked;

/** The session of the request has ended. */
export interface SignedOut {
  readonly kind: 'signed-out';
}

/** What follows a change: the state of the sign-in, or that there is none. */
export type Next = Standing | Denied | SignedOut;

const completed: MemberShapes<Omit<Completed, 'kind'>> = {
  level,
  amr: listOf(text),
  authenticatedAt: moment,
  trustedUntil: optional(moment),
  trustedDevice: optional(deviceToken),
  replacementCode: optional(text),
  session: optional(portalMembers),
};

const challenged: MemberShapes<Omit<Challenged, 'kind'>> = {
  challenge,
  token: optional(text),
  replacementCode: optional(text),
};

const enrolmentAsked: MemberShapes<Omit<EnrolmentAsked, 'kind'>> = {
  ...enrolmentMembers,
  token: optional(text),
};

export const standing: AnswerShape<Standing> = named(
  'Standing',
  kinds<Standing>({ complete: completed, challenge: challenged, enrol: enrolmentAsked }),
);

export const next: AnswerShape<Next> = named(
  'Next',
  kinds<Next>({
    complete: completed,
    challenge: challenged,
    enrol: enrolmentAsked,
    denied: { reason: deniedReason, until: optional(moment) },
    'signed-out': {},
  }),
);

/** Without what follows a sign-in alone. */
export type SteppedUp = Completed | Challenged;

export const steppedUp: AnswerShape<SteppedUp> = kinds<SteppedUp>({
  complete: completed,
  challenge: challenged,
});

const scope: AnswerShape<'all' | 'others'> = words<'all' | 'others'>({ all: true, others: true });

export const sessions: AnswerShape<SessionsOutcome> = named(
  'SessionsOutcome',
  kinds<SessionsOutcome>({ kept: {}, revoked: { scope }, 'revocation-failed': { scope } }),
);
