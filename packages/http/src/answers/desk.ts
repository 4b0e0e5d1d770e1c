import type {
  EventPage,
  RecoveryApproved,
  RecoveryRequested,
  SupportFactor,
  SupportView,
  Unlocked,
} from '@factorkit/core';
import {
  count,
  flag,
  kinds,
  listOf,
  named,
  object,
  oneOf,
  optional,
  type Schema,
  text,
  unchecked,
} from '@factorkit/core/schema';
import type { SupportedUser, SupportPermission } from '../host/support-host.ts';
import { recovery, trustedDevice } from './account.ts';
import { factorState } from './challenge.ts';
import { method, moment, recoveryPath } from './vocabulary.ts';

export type ShownUser = Pick<SupportedUser, 'userId' | 'name'>;

const user: Schema<ShownUser> = named('User', () => object<ShownUser>({ userId: text, name: text }));

export interface FoundUsers {
  readonly users: readonly ShownUser[];
}

export const foundUsers: Schema<FoundUsers> = object<FoundUsers>({ users: listOf(user) });

const factor: Schema<SupportFactor> = named('Factor', () =>
  object<SupportFactor>({
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

const account: Schema<SupportView> = named('SupportView', () =>
  object<SupportView>({
    userId: text,
    enabled: flag,
    factors: listOf(factor),
    backupCodes: optional(
      object<NonNullable<SupportView['backupCodes']>>({
        left: count,
        issued: count,
        lockedUntil: optional(moment),
      }),
    ),
    trustedDevices: listOf(trustedDevice),
    recoveries: listOf(recovery),
    recoveryPaths: listOf(recoveryPath),
    freezes: listOf(object<SupportView['freezes'][number]>({ action: text, until: moment })),
  }),
);

export interface ShownAccount {
  readonly user: ShownUser;
  readonly account: SupportView;
  /** What this member of staff may do for this user. */
  readonly may: readonly SupportPermission[];
}

export const shownAccount: Schema<ShownAccount> = object<ShownAccount>({
  user,
  account,
  may: listOf(oneOf('see', 'request', 'approve', 'cancel', 'unlock', 'revoke-devices', 'history')),
});

/** Later versions add event types. Readers ignore types that they do not know. */
const event: Schema<EventPage['events'][number]> = named('Event', () =>
  unchecked({
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

export const history: Schema<EventPage> = object<EventPage>({ events: listOf(event), cursor: text });

export type Requested = Extract<RecoveryRequested, { readonly kind: 'requested' }>;
export const requested: Schema<Requested> = kinds<Requested>({ requested: { request: recovery } });

export type Approved = Extract<RecoveryApproved, { readonly kind: 'approved' }>;
export const approved: Schema<Approved> = kinds<Approved>({
  approved: { request: recovery, code: optional(text) },
});

export type UnlockTried = Extract<Unlocked, { readonly kind: 'unlocked' | 'not-locked' }>;
export const unlockTried: Schema<UnlockTried> = kinds<UnlockTried>({ unlocked: {}, 'not-locked': {} });
