import type {
  BackupCodesAcknowledged,
  BackupCodesRegenerated,
  DevicesRevoked,
  Enrolment,
  EnrolmentBegun,
  EnrolmentConfirmed,
  FactorRemoved,
  FactorRenamed,
  PrimaryChosen,
  RecoveryCancelled,
  RecoveryCompleted,
  RecoveryView,
  Setup,
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
  moment,
  named,
  type OptionalShape,
  optional,
  portalMembers,
  text,
} from '../schema/answer-shape.ts';
import { recoveryState } from './account.ts';
import { type Completed, type Next, next, sessions } from './sign-in-state.ts';
import { handover, method, recoveryPath } from './vocabulary.ts';

type Of<T, K extends string> = Extract<T, { readonly kind: K }>;
/** An engine outcome, and what the portal's `raise` adds for the session that stays if the others ended. */
type WithSession<T> = T & { readonly session?: Completed['session'] };
/** An engine outcome with the client's view of the sign-in in `next`. */
type WithNext<T> = Omit<T, 'next'> & { readonly next: Next };

const session: OptionalShape<NonNullable<Completed['session']>> = optional(portalMembers);

const setup: AnswerShape<Setup> = named(
  'Setup',
  kinds<Setup>({
    totp: { uri: text, secret: text, issuer: text, accountName: text, digits: count, periodSeconds: count },
    code: {
      channel: literals<'email' | 'sms'>({ email: true, sms: true }),
      hint: text,
      digits: count,
      restricted: flag,
    },
    webauthn: { options: browserOptions },
  }),
);

type FirstCode = NonNullable<Enrolment['code']>;

const firstCode: AnswerShape<FirstCode> = {
  describe: (refer) => {
    const member = { factorId: text, hint: text, expiresAt: moment, resendAt: moment };
    type Tried = Extract<FirstCode, { readonly resendAt: number }>;
    const tried = closed<Tried>({
      kind: literals<Tried['kind']>({ sent: true, 'not-sent': true }),
      ...member,
    });
    const kept = kinds<Exclude<FirstCode, Tried>>({
      'send-limited': { retryAt: moment },
      'send-refused': { reason: text },
    });
    return { oneOf: [refer(tried), refer(kept)] };
  },
};

const enrolment: AnswerShape<Enrolment> = named(
  'Enrolment',
  closed<Enrolment>({
    factorId: text,
    method,
    label: text,
    expiresAt: moment,
    setup,
    code: optional(firstCode),
  }),
);

export type Begun = Of<EnrolmentBegun, 'begun'>;
export const begun: AnswerShape<Begun> = kinds<Begun>({ begun: { enrolment } });

export type Confirmed =
  | WithSession<WithNext<Of<EnrolmentConfirmed, 'active'>>>
  | Of<EnrolmentConfirmed, 'acknowledge'>;
export const confirmed: AnswerShape<Confirmed> = kinds<Confirmed>({
  active: { factorId: text, backupCodes: optional(listOf(text)), next, sessions, session },
  acknowledge: { factorId: text, backupCodes: listOf(text) },
});

export type Renamed = Of<FactorRenamed, 'renamed'>;
export const renamed: AnswerShape<Renamed> = kinds<Renamed>({ renamed: {} });

export type Removed = WithSession<Of<FactorRemoved, 'removed'>>;
export const removed: AnswerShape<Removed> = kinds<Removed>({
  removed: { enabled: flag, sessions, session },
});

export type Chosen = Of<PrimaryChosen, 'chosen'>;
export const chosen: AnswerShape<Chosen> = kinds<Chosen>({ chosen: {} });

export type Regenerated = WithSession<Of<BackupCodesRegenerated, 'regenerated'>>;
export const regenerated: AnswerShape<Regenerated> = kinds<Regenerated>({
  regenerated: { backupCodes: listOf(text), sessions, session },
});

export type Acknowledged = WithSession<WithNext<Of<BackupCodesAcknowledged, 'acknowledged'>>>;
export const acknowledged: AnswerShape<Acknowledged> = kinds<Acknowledged>({
  acknowledged: { activated: listOf(text), next, sessions, session },
});

export const devicesRevoked: AnswerShape<DevicesRevoked> = kinds<DevicesRevoked>({ revoked: { count } });

/** The part of a recovery that a user at the sign-in may read: not who verifies what. */
export interface RequestedRecovery {
  readonly kind: 'requested';
  readonly recovery: Pick<RecoveryView, 'via' | 'handover' | 'requestedAt' | 'expiresAt' | 'state'>;
}

export const requestedRecovery: AnswerShape<RequestedRecovery> = kinds<RequestedRecovery>({
  requested: {
    recovery: closed<RequestedRecovery['recovery']>({
      via: recoveryPath,
      handover,
      requestedAt: moment,
      expiresAt: moment,
      state: recoveryState,
    }),
  },
});

export type Recovered = WithNext<Of<RecoveryCompleted, 'completed'>>;
export const recovered: AnswerShape<Recovered> = kinds<Recovered>({ completed: { next, sessions } });

export type Cancelled = Of<RecoveryCancelled, 'cancelled'>;
export const cancelled: AnswerShape<Cancelled> = kinds<Cancelled>({ cancelled: { sessions } });
