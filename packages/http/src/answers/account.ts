import type {
  AccountView,
  Advice,
  BackupCodesView,
  FactorView,
  Permission,
  Reach,
  RecoveryView,
  TrustedDeviceView,
} from '@factorkit/core';
import {
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
import { heldReason, method, moment, recoveryPath } from './vocabulary.ts';

const permission: Schema<Permission> = named('Permission', () =>
  kinds<Permission>({
    allowed: {},
    'proof-required': {},
    enrol: { methods: listOf(method) },
    denied: { reason: heldReason },
  }),
);

const factor: Schema<FactorView> = named('Factor', () =>
  object<FactorView>({
    id: text,
    method,
    label: text,
    hint: optional(text),
    status: oneOf('active', 'suspended'),
    primary: flag,
    createdAt: moment,
    lastUsedAt: moment,
    contact: optional(kinds<Reach>({ current: {}, changed: { contactId: text }, gone: {} })),
    removal: permission,
    choice: permission,
  }),
);

const backupCodes: Schema<BackupCodesView> = named('BackupCodes', () =>
  object<BackupCodesView>({ left: count, issued: count, createdAt: moment, acknowledged: flag, low: flag }),
);

const advice: Schema<Advice> = named('Advice', () =>
  kinds<Advice>({
    'add-second-method': {},
    enrol: { rule: text, methods: listOf(method) },
    'backup-codes-low': { left: count },
    'method-ending': { method, until: optional(moment) },
  }),
);

export const recoveryState: Schema<RecoveryView['state']> = named('RecoveryState', () =>
  kinds<RecoveryView['state']>({
    open: {},
    requested: { at: moment },
    held: { until: moment },
    ready: {},
    completed: { at: moment },
  }),
);

export const recovery: Schema<RecoveryView> = named('Recovery', () =>
  object<RecoveryView>({
    id: text,
    via: recoveryPath,
    handover,
    requestedBy: kinds<RecoveryView['requestedBy']>({ user: {}, staff: { id: text }, link: {}, system: {} }),
    requestedAt: moment,
    expiresAt: moment,
    checks: listOf(object<RecoveryView['checks'][number]>({ name: text, done: flag })),
    approvals: listOf(
      object<RecoveryView['approvals'][number]>({ by: text, at: moment, checks: listOf(text) }),
    ),
    approvalsNeeded: count,
    contested: flag,
    switchedOff: flag,
    state: recoveryState,
  }),
);

export const trustedDevice: Schema<TrustedDeviceView> = named('TrustedDevice', () =>
  object<TrustedDeviceView>({
    id: text,
    name: text,
    place: optional(text),
    createdAt: moment,
    lastUsedAt: moment,
    expiresAt: moment,
  }),
);

export const accountView: Schema<AccountView> = named('AccountView', () =>
  object<AccountView>({
    enabled: flag,
    factors: listOf(factor),
    backupCodes: optional(backupCodes),
    regeneration: permission,
    advice: listOf(advice),
    recoveries: listOf(recovery),
    trustedDevices: listOf(trustedDevice),
    methods: listOf(object<AccountView['methods'][number]>({ method, enrolment: permission })),
  }),
);

export interface TrustedDevices {
  readonly devices: readonly TrustedDeviceView[];
}

export const trustedDevices: Schema<TrustedDevices> = object<TrustedDevices>({
  devices: listOf(trustedDevice),
});
