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
  type AnswerShape,
  closed,
  count,
  flag,
  kinds,
  listOf,
  literals,
  moment,
  named,
  optional,
  text,
} from '../schema/answer-shape.ts';
import { handover, heldReason, method, recoveryPath } from './vocabulary.ts';

const permission: AnswerShape<Permission> = named(
  'Permission',
  kinds<Permission>({
    allowed: {},
    'proof-required': {},
    enrol: { methods: listOf(method) },
    denied: { reason: heldReason },
  }),
);

const factor: AnswerShape<FactorView> = named(
  'Factor',
  closed<FactorView>({
    id: text,
    method,
    label: text,
    hint: optional(text),
    status: literals<FactorView['status']>({ active: true, suspended: true }),
    primary: flag,
    createdAt: moment,
    lastUsedAt: moment,
    contact: optional(kinds<Reach>({ current: {}, changed: { contactId: text }, gone: {} })),
    removal: permission,
    choice: permission,
  }),
);

const backupCodes: AnswerShape<BackupCodesView> = named(
  'BackupCodes',
  closed<BackupCodesView>({ left: count, issued: count, createdAt: moment, acknowledged: flag, low: flag }),
);

const advice: AnswerShape<Advice> = named(
  'Advice',
  kinds<Advice>({
    'add-second-method': {},
    enrol: { rule: text, methods: listOf(method) },
    'backup-codes-low': { left: count },
    'method-ending': { method, until: optional(moment) },
  }),
);

export const recoveryState: AnswerShape<RecoveryView['state']> = named(
  'RecoveryState',
  kinds<RecoveryView['state']>({
    open: {},
    requested: { at: moment },
    held: { until: moment },
    ready: {},
    completed: { at: moment },
  }),
);

export const recovery: AnswerShape<RecoveryView> = named(
  'Recovery',
  closed<RecoveryView>({
    id: text,
    via: recoveryPath,
    handover,
    requestedBy: kinds<RecoveryView['requestedBy']>({ user: {}, staff: { id: text }, link: {}, system: {} }),
    requestedAt: moment,
    expiresAt: moment,
    checks: listOf(closed<RecoveryView['checks'][number]>({ name: text, done: flag })),
    approvals: listOf(
      closed<RecoveryView['approvals'][number]>({ by: text, at: moment, checks: listOf(text) }),
    ),
    approvalsNeeded: count,
    contested: flag,
    switchedOff: flag,
    state: recoveryState,
  }),
);

export const trustedDevice: AnswerShape<TrustedDeviceView> = named(
  'TrustedDevice',
  closed<TrustedDeviceView>({
    id: text,
    name: text,
    place: optional(text),
    createdAt: moment,
    lastUsedAt: moment,
    expiresAt: moment,
  }),
);

export const accountView: AnswerShape<AccountView> = named(
  'AccountView',
  closed<AccountView>({
    enabled: flag,
    factors: listOf(factor),
    backupCodes: optional(backupCodes),
    regeneration: permission,
    advice: listOf(advice),
    recoveries: listOf(recovery),
    trustedDevices: listOf(trustedDevice),
    methods: listOf(closed<AccountView['methods'][number]>({ method, enrolment: permission })),
  }),
);

export interface TrustedDevices {
  readonly devices: readonly TrustedDeviceView[];
}

export const trustedDevices: AnswerShape<TrustedDevices> = closed<TrustedDevices>({
  devices: listOf(trustedDevice),
});
