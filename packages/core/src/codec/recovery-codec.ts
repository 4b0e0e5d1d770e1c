import type { Actor } from '../account/actor.ts';
import type { TrustedDevice } from '../account/devices/trusted-device.ts';
import type { Evidence } from '../account/factors/evidence.ts';
import type { Failures } from '../account/failures/failures.ts';
import type { Notice } from '../account/notices/notice.ts';
import { TOLD } from '../account/notices/noticing.ts';
import type {
  Approval,
  Cancellation,
  Recovery,
  RecoveryCode,
  RecoveryGrant,
  StoredFreeze,
} from '../account/recovery/recovery.ts';
import type { KnownContact } from '../account/sending/known-contact.ts';
import { distinct, kinds, listOf, object } from '../schema/object.ts';
import type { AnySchema, Schema } from '../schema/schema.ts';
import { count, oneOf, optional, text } from '../schema/values.ts';
import { evidenceMethod, method, recoveryPath, trait } from '../schema/vocabulary.ts';

/** Milliseconds since 1970. */
const time = count;

const evidence = object<Evidence>({
  method: evidenceMethod,
  factorId: optional(text),
  at: time,
  traits: listOf(trait),
  channel: optional(text),
});

export const trustedDevice: Schema<TrustedDevice> = object<TrustedDevice>({
  id: text,
  hash: text,
  series: text,
  previous: optional(object<NonNullable<TrustedDevice['previous']>>({ hash: text, until: time })),
  name: text,
  place: optional(text),
  epoch: text,
  evidence: listOf(evidence),
  createdAt: time,
  lastUsedAt: time,
  expiresAt: time,
});

export const failures: Schema<Failures> = object<Failures>({ count, lastAt: time });

const code: Schema<RecoveryCode> = object<RecoveryCode>({ hash: text, usedAt: optional(time) });

/** The system requests no recovery. */
const actor = kinds<Exclude<Actor, { readonly kind: 'system' }>>({
  user: {},
  staff: { id: text },
  link: {},
}) as AnySchema as Schema<Actor>;

export const recovery: Schema<Recovery> = object<Recovery>({
  id: text,
  via: recoveryPath,
  requestedBy: actor,
  requestedAt: time,
  expiresAt: time,
  approvals: distinct(
    ({ by }) => by,
    listOf(object<Approval>({ by: text, at: time, checks: listOf(text), code: optional(code) })),
  ),
  contested: optional(oneOf(true)),
  cancelSecret: optional(text),
  cancelHash: optional(text),
  failures: failures,
  contactCode: optional(code),
  grant: optional(object<RecoveryGrant>({ id: text, at: time, expiresAt: time, replaces: listOf(text) })),
});

export const cancellation: Schema<Cancellation> = object<Cancellation>({
  at: time,
  by: oneOf('user', 'staff', 'link', 'system'),
});

export const contact: Schema<KnownContact> = object<KnownContact>({
  id: text,
  channel: oneOf('email', 'sms'),
  address: text,
  mark: text,
  firstSeen: time,
  replacedAt: optional(time),
});

export const freeze: Schema<StoredFreeze> = object<StoredFreeze>({
  action: text,
  since: time,
  until: time,
});

export const notice: Schema<Notice> = object<Notice>({
  id: text,
  about: oneOf(...TOLD) as AnySchema as Schema<Notice['about']>,
  at: time,
  factor: optional(object<NonNullable<Notice['factor']>>({ method: method, label: text })),
  ip: optional(text),
  userAgent: optional(text),
  requestId: optional(text),
  except: optional(text),
  to: optional(listOf(text)),
  code: optional(text),
  told: listOf(text),
  tries: count,
  notBefore: time,
});
