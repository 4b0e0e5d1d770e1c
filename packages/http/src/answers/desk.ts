import type {
  EventPage,
  RecoveryApproved,
  RecoveryRequested,
  SupportFactor,
  SupportView,
  Unlocked,
} from '@factorkit/core';
import type { SupportedUser, SupportPermission } from '../host/support-host.ts';
import {
  type AnswerShape,
  closed,
  count,
  flag,
  fromSchema,
  kinds,
  listOf,
  literals,
  moment,
  named,
  optional,
  text,
} from '../schema/answer-shape.ts';
import { recovery, trustedDevice } from './account.ts';
import { factorState } from './challenge.ts';
import { method, recoveryPath } from './vocabulary.ts';

export type ShownUser = Pick<SupportedUser, 'userId' | 'name'>;

const user: AnswerShape<ShownUser> = named('User', closed<ShownUser>({ userId: text, name: text }));

export interface FoundUsers {
  readonly users: readonly ShownUser[];
}

export const foundUsers: AnswerShape<FoundUsers> = closed<FoundUsers>({ users: listOf(user) });

const factor: AnswerShape<SupportFactor> = named(
  'Factor',
  closed<SupportFactor>({
    id: text,
    method,
    label: text,
    hint: optional(text),
    primary: flag,
    createdAt: moment,
    lastUsedAt: moment,
    failures: count,
    state: factorState,
  }),
);

const account: AnswerShape<SupportView> = named(
  'SupportView',
  closed<SupportView>({
    userId: text,
    enabled: flag,
    factors: listOf(factor),
    backupCodes: optional(
      closed<NonNullable<SupportView['backupCodes']>>({
        left: count,
        issued: count,
        lockedUntil: optional(moment),
      }),
    ),
    trustedDevices: listOf(trustedDevice),
    recoveries: listOf(recovery),
    recoveryPaths: listOf(recoveryPath),
    freezes: listOf(closed<SupportView['freezes'][number]>({ action: text, until: moment })),
  }),
);

export interface ShownAccount {
  readonly user: ShownUser;
  readonly account: SupportView;
  /** What this member of staff may do for this user. */
  readonly may: readonly SupportPermission[];
}

export const shownAccount: AnswerShape<ShownAccount> = closed<ShownAccount>({
  user,
  account,
  may: listOf(
    literals<SupportPermission>({
      see: true,
      request: true,
      approve: true,
      cancel: true,
      unlock: true,
      'revoke-devices': true,
      history: true,
    }),
  ),
});

/** Later versions add event types. Readers ignore types that they do not know. */
const event: AnswerShape<EventPage['events'][number]> = named(
  'Event',
  fromSchema({
    type: 'object',
    properties: {
      id: { type: 'string' },
      userId: { type: 'string' },
      at: { type: 'integer', description: 'Milliseconds since 1970.' },
      type: {
        type: 'string',
        description: 'The event type, such as `factor.removed`. The other members depend on it.',
      },
      source: { type: 'object' },
      actor: { type: 'object' },
      note: { type: 'string' },
    },
    required: ['id', 'userId', 'at', 'type'],
  }),
);

export const history: AnswerShape<EventPage> = closed<EventPage>({ events: listOf(event), cursor: text });

export type Requested = Extract<RecoveryRequested, { readonly kind: 'requested' }>;
export const requested: AnswerShape<Requested> = kinds<Requested>({ requested: { request: recovery } });

export type Approved = Extract<RecoveryApproved, { readonly kind: 'approved' }>;
export const approved: AnswerShape<Approved> = kinds<Approved>({
  approved: { request: recovery, code: optional(text) },
});

export type UnlockTried = Extract<Unlocked, { readonly kind: 'unlocked' | 'not-locked' }>;
export const unlockTried: AnswerShape<UnlockTried> = kinds<UnlockTried>({ unlocked: {}, 'not-locked': {} });
