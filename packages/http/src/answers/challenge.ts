import type {
  CeremonyOptions,
  ChallengeView,
  CodeSent,
  EnrolmentRequired,
  FactorOption,
  RecoveryOffer,
} from '@factorkit/core';
import {
  count,
  flag,
  handover,
  kinds,
  listOf,
  type Members,
  named,
  object,
  oneOf,
  optional,
  type Schema,
  text,
} from '@factorkit/core/schema';
import { unmet } from './requirement.ts';
import { browserOptions, method, moment, recoveryPath } from './vocabulary.ts';

export const factorState: Schema<FactorOption['state']> = kinds<FactorOption['state']>({
  open: { suspendsNext: optional(oneOf(true)) },
  locked: { retryAt: moment, suspendsNext: optional(oneOf(true)) },
  suspended: {},
});

export const factorOption: Schema<FactorOption> = named('FactorOption', () =>
  object<FactorOption>({
    factorId: text,
    method,
    label: text,
    hint: optional(text),
    sends: flag,
    asks: flag,
    state: factorState,
  }),
);

const recoveryOffer: Schema<RecoveryOffer> = named('RecoveryOffer', () =>
  object<RecoveryOffer>({
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

export const challenge: Schema<ChallengeView> = named('Challenge', () =>
  object<ChallengeView>({
    purpose: oneOf('sign-in', 'step-up'),
    expiresAt: moment,
    options: listOf(factorOption),
    backupCode: flag,
    recovery: listOf(recoveryOffer),
    switchedOff: flag,
    trust: optional(object<NonNullable<ChallengeView['trust']>>({ forMs: count })),
  }),
);

/** The state of a challenge that has no answer yet. */
export type PendingChallenge =
  | { readonly kind: 'challenge'; readonly challenge: ChallengeView }
  | Omit<EnrolmentRequired, 'token'>;

type EnrolmentMembers = Omit<EnrolmentRequired, 'token' | 'kind'>;

export const enrolmentMembers: Members<EnrolmentMembers> = {
  methods: listOf(method),
  unmet: listOf(unmet),
  expiresAt: moment,
  grace: optional(
    object<NonNullable<EnrolmentMembers['grace']>>({ until: optional(moment), skips: optional(count) }),
  ),
  replacementCode: optional(text),
};

export const pendingChallenge: Schema<PendingChallenge> = kinds<PendingChallenge>({
  challenge: { challenge },
  enrol: enrolmentMembers,
});

/** A code that was sent. */
export type Sent = CodeSent & { readonly kind: 'sent' };

export const sent: Schema<Sent> = kinds<Sent>({
  sent: { factorId: text, hint: text, expiresAt: moment, resendAt: moment },
});

export type Questioned = Extract<CeremonyOptions, { readonly kind: 'question' }>;

export const question: Schema<Questioned> = kinds<Questioned>({
  question: { method, options: browserOptions },
});
