import type { Actor } from '../account/actor.ts';
import type { Evidence } from '../account/evidence.ts';
import type { Happening } from '../account/happening.ts';
import type { EvidenceMethod, Method, RecoveryPath, Trait } from '../account/method.ts';
import type { Notice } from '../account/notice.ts';
import type { Approval, Freeze, Recovery } from '../account/recovery.ts';
import type { TrustedDevice } from '../account/trusted-device.ts';
import { list, optional, record, string, unreadable, whole } from './document.ts';

export function readTrustedDevice(value: unknown, path: string): TrustedDevice {
  const doc = record(value, path);
  return {
    id: string(doc.id, `${path}.id`),
    hash: string(doc.hash, `${path}.hash`),
    series: string(doc.series, `${path}.series`),
    ...optional('previous', doc.previous, readPrevious, path),
    name: string(doc.name, `${path}.name`),
    ...optional('place', doc.place, string, path),
    epoch: string(doc.epoch, `${path}.epoch`),
    evidence: list(doc.evidence, `${path}.evidence`).map((shown, index) =>
      readEvidence(shown, `${path}.evidence[${index}]`),
    ),
    createdAt: whole(doc.createdAt, `${path}.createdAt`),
    lastUsedAt: whole(doc.lastUsedAt, `${path}.lastUsedAt`),
    expiresAt: whole(doc.expiresAt, `${path}.expiresAt`),
  };
}

export function readRecovery(value: unknown, path: string): Recovery {
  const doc = record(value, path);
  return {
    id: string(doc.id, `${path}.id`),
    via: string(doc.via, `${path}.via`) as RecoveryPath,
    requestedBy: readActor(doc.requestedBy, `${path}.requestedBy`),
    requestedAt: whole(doc.requestedAt, `${path}.requestedAt`),
    expiresAt: whole(doc.expiresAt, `${path}.expiresAt`),
    checks: strings(doc.checks, `${path}.checks`),
    approvals: list(doc.approvals, `${path}.approvals`).map((approval, index) =>
      readApproval(approval, `${path}.approvals[${index}]`),
    ),
    ...optional('cancelSecret', doc.cancelSecret, string, path),
    ...optional('completedAt', doc.completedAt, whole, path),
  };
}

export function readFreeze(value: unknown, path: string): Freeze {
  const doc = record(value, path);
  return { action: string(doc.action, `${path}.action`), until: whole(doc.until, `${path}.until`) };
}

export function readNotice(value: unknown, path: string): Notice {
  const doc = record(value, path);
  return {
    id: string(doc.id, `${path}.id`),
    about: string(doc.about, `${path}.about`) as Happening['type'],
    at: whole(doc.at, `${path}.at`),
    ...optional('factor', doc.factor, readNamedFactor, path),
    ...optional('ip', doc.ip, string, path),
    ...optional('userAgent', doc.userAgent, string, path),
    ...optional('requestId', doc.requestId, string, path),
    ...optional('except', doc.except, string, path),
    told: strings(doc.told, `${path}.told`),
    tries: whole(doc.tries, `${path}.tries`),
    notBefore: whole(doc.notBefore, `${path}.notBefore`),
  };
}

function readPrevious(value: unknown, path: string): NonNullable<TrustedDevice['previous']> {
  const doc = record(value, path);
  return { hash: string(doc.hash, `${path}.hash`), until: whole(doc.until, `${path}.until`) };
}

function readEvidence(value: unknown, path: string): Evidence {
  const doc = record(value, path);
  return {
    method: string(doc.method, `${path}.method`) as EvidenceMethod,
    ...optional('factorId', doc.factorId, string, path),
    at: whole(doc.at, `${path}.at`),
    traits: strings(doc.traits, `${path}.traits`) as readonly Trait[],
    ...optional('channel', doc.channel, string, path),
  };
}

function readApproval(value: unknown, path: string): Approval {
  const doc = record(value, path);
  return { by: string(doc.by, `${path}.by`), at: whole(doc.at, `${path}.at`) };
}

function readActor(value: unknown, path: string): Actor {
  const doc = record(value, path);
  if (doc.kind === 'staff') return { kind: 'staff', id: string(doc.id, `${path}.id`) };
  if (doc.kind !== 'user' && doc.kind !== 'link') throw unreadable(`${path}.kind`);
  return { kind: doc.kind };
}

function readNamedFactor(value: unknown, path: string): NonNullable<Notice['factor']> {
  const doc = record(value, path);
  return {
    method: string(doc.method, `${path}.method`) as Method,
    label: string(doc.label, `${path}.label`),
  };
}

function strings(value: unknown, path: string): readonly string[] {
  return list(value, path).map((entry, index) => string(entry, `${path}[${index}]`));
}
