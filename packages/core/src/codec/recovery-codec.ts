import type { Actor } from '../account/actor.ts';
import type { TrustedDevice } from '../account/devices/trusted-device.ts';
import type { Evidence } from '../account/factors/evidence.ts';
import type {
  EvidenceMethod,
  FirstFactorMethod,
  Method,
  RecoveryPath,
  Trait,
} from '../account/factors/method.ts';
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
import {
  distinct,
  listOf,
  nameIn,
  object,
  oneOf,
  optional,
  type Reader,
  record,
  text,
  unreadable,
  whole,
} from './document.ts';

const METHODS = { totp: true, email: true, sms: true, webauthn: true } as const;
const FIRST_FACTORS: { readonly [name in FirstFactorMethod]: true } = {
  password: true,
  federated: true,
  passkey: true,
  'magic-link': true,
};
const RECOVERY_PATHS = { 'backup-code': true, support: true, form: true } as const;

export const readMethod: Reader<Method> = nameIn<Method>(METHODS);

const readEvidence: Reader<Evidence> = object<Evidence>({
  method: nameIn<EvidenceMethod>({ ...METHODS, ...FIRST_FACTORS, 'backup-code': true }),
  factorId: optional(text),
  at: whole,
  traits: listOf(oneOf<Trait>('phishing-resistant', 'user-verified', 'device-bound', 'remembered')),
  channel: optional(text),
});

export const readTrustedDevice: Reader<TrustedDevice> = object<TrustedDevice>({
  id: text,
  hash: text,
  series: text,
  previous: optional(object<NonNullable<TrustedDevice['previous']>>({ hash: text, until: whole })),
  name: text,
  place: optional(text),
  epoch: text,
  evidence: listOf(readEvidence),
  createdAt: whole,
  lastUsedAt: whole,
  expiresAt: whole,
});

export const readFailures: Reader<Failures> = object<Failures>({ count: whole, lastAt: whole });

const readCode: Reader<RecoveryCode> = object<RecoveryCode>({ hash: text, usedAt: optional(whole) });

export const readRecovery: Reader<Recovery> = object<Recovery>({
  id: text,
  via: nameIn<RecoveryPath>(RECOVERY_PATHS),
  requestedBy: readActor,
  requestedAt: whole,
  expiresAt: whole,
  approvals: distinct(
    ({ by }) => by,
    listOf(object<Approval>({ by: text, at: whole, checks: listOf(text), code: optional(readCode) })),
  ),
  contested: optional(oneOf(true)),
  cancelSecret: optional(text),
  cancelHash: optional(text),
  failures: readFailures,
  contactCode: optional(readCode),
  grant: optional(object<RecoveryGrant>({ id: text, at: whole, expiresAt: whole, replaces: listOf(text) })),
});

export const readCancellation: Reader<Cancellation> = object<Cancellation>({
  at: whole,
  by: oneOf('user', 'staff', 'link', 'system'),
});

export const readContact: Reader<KnownContact> = object<KnownContact>({
  id: text,
  channel: oneOf('email', 'sms'),
  address: text,
  mark: text,
  firstSeen: whole,
  replacedAt: optional(whole),
});

export const readFreeze: Reader<StoredFreeze> = object<StoredFreeze>({
  action: text,
  since: whole,
  until: whole,
});

export const readNotice: Reader<Notice> = object<Notice>({
  id: text,
  about: oneOf(...TOLD),
  at: whole,
  factor: optional(object<NonNullable<Notice['factor']>>({ method: readMethod, label: text })),
  ip: optional(text),
  userAgent: optional(text),
  requestId: optional(text),
  except: optional(text),
  to: optional(listOf(text)),
  code: optional(text),
  told: listOf(text),
  tries: whole,
  notBefore: whole,
});

const readStaff = object<Extract<Actor, { readonly kind: 'staff' }>>({ kind: oneOf('staff'), id: text });
const readUser = object<Extract<Actor, { readonly kind: 'user' }>>({ kind: oneOf('user') });
const readLink = object<Extract<Actor, { readonly kind: 'link' }>>({ kind: oneOf('link') });

function readActor(value: unknown, path: string): Actor {
  const { kind } = record(value, path);
  if (kind === 'staff') return readStaff(value, path);
  if (kind === 'user') return readUser(value, path);
  if (kind === 'link') return readLink(value, path);
  throw unreadable(`${path}.kind`);
}
