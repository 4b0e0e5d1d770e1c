import type {
  CeremonyOptions,
  ChallengeView,
  CodeSent,
  EnrolmentRequired,
  FactorOption,
  RecoveryOffer,
} from '@factorkit/core';
import {
  type AnswerShape,
  browserOptions,
  closed,
  count,
  flag,
  kinds,
  listOf,
  literals,
  type MemberShapes,
  moment,
  named,
  optional,
  text,
  yes,
} from '../schema/answer-shape.ts';
import { unmet } from './requirement.ts';
import { handover, method, recoveryPath } from './vocabulary.ts';

export const factorState: AnswerShape<FactorOption['state']> = kinds<FactorOption['state']>({
  open: { suspendsNext: optional(yes) },
  locked: { retryAt: moment, suspendsNext: optional(yes) },
  suspended: {},
});

export const factorOption: AnswerShape<FactorOption> = named(
  'FactorOption',
  closed<FactorOption>({
    factorId: text,
    method,
    label: text,
    hint: optional(text),
    sends: flag,
    asks: flag,
    state: factorState,
  }),
);

const recoveryOffer: AnswerShape<RecoveryOffer> = named(
  'RecoveryOffer',
  closed<RecoveryOffer>({
    via: recoveryPath,
    handover,
    state: kinds<RecoveryOffer['state']>({
      open: {},
      requested: { at: moment },
      held: { until: moment },
      ready: {},
    }),
  }),
);

export const challenge: AnswerShape<ChallengeView> = named(
  'Challenge',
  closed<ChallengeView>({
    purpose: literals<ChallengeView['purpose']>({ 'sign-in': true, 'step-up': true }),
    expiresAt: moment,
    options: listOf(factorOption),
    backupCode: flag,
    recovery: listOf(recoveryOffer),
    switchedOff: flag,
    trust: optional(closed<NonNullable<ChallengeView['trust']>>({ forMs: count })),
  }),
);

/** The state of a challenge that has no answer yet. */
export type PendingChallenge =
  | { readonly kind: 'challenge'; readonly challenge: ChallengeView }
  | Omit<EnrolmentRequired, 'token'>;

type EnrolmentMembers = Omit<EnrolmentRequired, 'token' | 'kind'>;

export const enrolmentMembers: MemberShapes<EnrolmentMembers> = {
  methods: listOf(method),
  unmet: listOf(unmet),
  expiresAt: moment,
  grace: optional(
    closed<NonNullable<EnrolmentMembers['grace']>>({ until: optional(moment), skips: optional(count) }),
  ),
  replacementCode: optional(text),
};

export const pendingChallenge: AnswerShape<PendingChallenge> = kinds<PendingChallenge>({
  challenge: { challenge },
  enrol: enrolmentMembers,
});

/** A code that was sent. */
export type Sent = CodeSent & { readonly kind: 'sent' };

export const sent: AnswerShape<Sent> = kinds<Sent>({
  sent: { factorId: text, hint: text, expiresAt: moment, resendAt: moment },
});

export type Questioned = Extract<CeremonyOptions, { readonly kind: 'question' }>;

export const question: AnswerShape<Questioned> = kinds<Questioned>({
  question: { method, options: browserOptions },
});
