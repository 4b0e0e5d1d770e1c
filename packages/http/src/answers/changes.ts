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
  choose,
  count,
  flag,
  handover,
  kinds,
  listOf,
  named,
  object,
  oneOf,
  optional,
  type Schema,
  text,
} from '@factorkit/core/schema';
import { recoveryState } from './account.ts';
import { type Completed, type Next, next, sessions } from './sign-in-state.ts';
import { browserOptions, method, moment, portalMembers, recoveryPath } from './vocabulary.ts';

type Of<T, K extends string> = Extract<T, { readonly kind: K }>;
/** An engine outcome, and what the portal's `raise` adds for the session that stays if the others ended. */
type WithSession<T> = T & { readonly session?: Completed['session'] };
/** An engine outcome with the client's view of the sign-in in `next`. */
type WithNext<T> = Omit<T, 'next'> & { readonly next: Next };

const session = optional(portalMembers);

const setup: Schema<Setup> = named('Setup', () =>
  kinds<Setup>({
    totp: { uri: text, secret: text, issuer: text, accountName: text, digits: count, periodSeconds: count },
    code: {
      channel: oneOf('email', 'sms'),
      hint: text,
      digits: count,
      restricted: flag,
    },
    webauthn: { options: browserOptions },
  }),
);

type FirstCode = NonNullable<Enrolment['code']>;
type Tried = Extract<FirstCode, { readonly resendAt: number }>;

const firstCode: Schema<FirstCode> = choose(
  {
    tried: object<Tried>({
      kind: oneOf('sent', 'not-sent'),
      factorId: text,
      hint: text,
      expiresAt: moment,
      resendAt: moment,
    }),
    kept: kinds<Exclude<FirstCode, Tried>>({
      'send-limited': { retryAt: moment },
      'send-refused': { reason: text },
    }),
  },
  (has) => (has('resendAt') ? 'tried' : 'kept'),
);

const enrolment: Schema<Enrolment> = named('Enrolment', () =>
  object<Enrolment>({
    factorId: text,
    method,
    label: text,
    expiresAt: moment,
    setup,
    code: optional(firstCode),
  }),
);

export type Begun = Of<EnrolmentBegun, 'begun'>;
export const begun: Schema<Begun> = kinds<Begun>({ begun: { enrolment } });

export type Confirmed =
  | WithSession<WithNext<Of<EnrolmentConfirmed, 'active'>>>
  | Of<EnrolmentConfirmed, 'acknowledge'>;
export const confirmed: Schema<Confirmed> = kinds<Confirmed>({
  active: { factorId: text, backupCodes: optional(listOf(text)), next, sessions, session },
  acknowledge: { factorId: text, backupCodes: listOf(text) },
});

export type Renamed = Of<FactorRenamed, 'renamed'>;
export const renamed: Schema<Renamed> = kinds<Renamed>({ renamed: {} });

export type Removed = WithSession<Of<FactorRemoved, 'removed'>>;
export const removed: Schema<Removed> = kinds<Removed>({
  removed: { enabled: flag, sessions, session },
});

export type Chosen = Of<PrimaryChosen, 'chosen'>;
export const chosen: Schema<Chosen> = kinds<Chosen>({ chosen: {} });

export type Regenerated = WithSession<Of<BackupCodesRegenerated, 'regenerated'>>;
export const regenerated: Schema<Regenerated> = kinds<Regenerated>({
  regenerated: { backupCodes: listOf(text), sessions, session },
});

export type Acknowledged = WithSession<WithNext<Of<BackupCodesAcknowledged, 'acknowledged'>>>;
export const acknowledged: Schema<Acknowledged> = kinds<Acknowledged>({
  acknowledged: { activated: listOf(text), next, sessions, session },
});

export const devicesRevoked: Schema<DevicesRevoked> = kinds<DevicesRevoked>({ revoked: { count } });

/** The part of a recovery that a user at the sign-in may read: not who verifies what. */
export interface RequestedRecovery {
  readonly kind: 'requested';
  readonly recovery: Pick<RecoveryView, 'via' | 'handover' | 'requestedAt' | 'expiresAt' | 'state'>;
}

export const requestedRecovery: Schema<RequestedRecovery> = kinds<RequestedRecovery>({
  requested: {
    recovery: object<RequestedRecovery['recovery']>({
      via: recoveryPath,
      handover,
      requestedAt: moment,
      expiresAt: moment,
      state: recoveryState,
    }),
  },
});

export type Recovered = WithNext<Of<RecoveryCompleted, 'completed'>>;
export const recovered: Schema<Recovered> = kinds<Recovered>({ completed: { next, sessions } });

export type Cancelled = Of<RecoveryCancelled, 'cancelled'>;
export const cancelled: Schema<Cancelled> = kinds<Cancelled>({ cancelled: { sessions } });
