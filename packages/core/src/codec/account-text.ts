import {
  ACCOUNT_SCHEMA,
  type Account,
  type Postponement,
  type SentCode,
  type SpentChallenge,
} from '../account/account.ts';
import type { BackupCodeSet } from '../account/backup-code-set.ts';
import type { Factor, FactorData } from '../account/factor.ts';
import type { Failures } from '../account/failures.ts';
import type { Method } from '../account/method.ts';
import { readFreeze, readNotice, readRecovery, readTrustedDevice } from './aftermath-text.ts';
import { list, optional, record, string, unreadable, whole } from './document.ts';

/** The account as text, for the storage adapter to keep byte for byte. */
export function encodeAccount(account: Account): string {
  return JSON.stringify(account);
}

/**
 * Reads a stored account, checking every field: a document that was cut, edited or copied from another user must
 * refuse, never read as an account with fewer factors.
 *
 * @throws MfaError `account-unreadable`, naming the field and never its value.
 */
export function decodeAccount(text: string, userId: string): Account {
  const doc = record(parse(text), '');
  if (doc.schema !== ACCOUNT_SCHEMA) throw unreadable('schema');
  if (doc.userId !== userId) throw unreadable('userId');
  const factors = list(doc.factors, 'factors').map((factor, index) =>
    readFactor(factor, `factors[${index}]`),
  );
  if (new Set(factors.map(({ id }) => id)).size !== factors.length) throw unreadable('factors');
  return {
    schema: ACCOUNT_SCHEMA,
    userId,
    createdAt: whole(doc.createdAt, 'createdAt'),
    epoch: string(doc.epoch, 'epoch'),
    factors,
    ...optional('primary', doc.primary, string),
    ...optional('backupCodes', doc.backupCodes, readBackupCodes),
    spent: list(doc.spent, 'spent').map((entry, index) => readSpent(entry, `spent[${index}]`)),
    ...optional('postponed', doc.postponed, readPostponement),
    ...optional('sends', doc.sends, listOf(readSent)),
    ...optional('trustedDevices', doc.trustedDevices, listOf(readTrustedDevice)),
    ...optional('recovery', doc.recovery, readRecovery),
    ...optional('freezes', doc.freezes, listOf(readFreeze)),
    ...optional('mustEnrol', doc.mustEnrol, readTrue),
    ...optional('notices', doc.notices, listOf(readNotice)),
    ...optional('stamp', doc.stamp, string),
  };
}

function readFactor(value: unknown, path: string): Factor {
  const doc = record(value, path);
  const base = {
    id: string(doc.id, `${path}.id`),
    method: string(doc.method, `${path}.method`) as Method,
    label: string(doc.label, `${path}.label`),
    createdAt: whole(doc.createdAt, `${path}.createdAt`),
    failures: readFailures(doc.failures, `${path}.failures`),
    data: readData(doc.data, `${path}.data`),
  };
  if (doc.status === 'pending') {
    if (doc.awaits !== 'proof' && doc.awaits !== 'acknowledgement') throw unreadable(`${path}.awaits`);
    return {
      ...base,
      status: 'pending',
      awaits: doc.awaits,
      expiresAt: whole(doc.expiresAt, `${path}.expiresAt`),
      epoch: string(doc.epoch, `${path}.epoch`),
      ...optional('replaces', doc.replaces, string, path),
    };
  }
  const enrolled = {
    ...base,
    activatedAt: whole(doc.activatedAt, `${path}.activatedAt`),
    lastUsedAt: whole(doc.lastUsedAt, `${path}.lastUsedAt`),
  };
  if (doc.status === 'active') return { ...enrolled, status: 'active' };
  if (doc.status !== 'suspended') throw unreadable(`${path}.status`);
  return { ...enrolled, status: 'suspended', suspendedAt: whole(doc.suspendedAt, `${path}.suspendedAt`) };
}

function readFailures(value: unknown, path: string): Failures {
  const doc = record(value, path);
  return { count: whole(doc.count, `${path}.count`), lastAt: whole(doc.lastAt, `${path}.lastAt`) };
}

function readData(value: unknown, path: string): FactorData {
  const doc = record(value, path);
  for (const [field, content] of Object.entries(doc)) {
    // JSON reads 1e999 as Infinity, and would write it back as null.
    const kept = ['string', 'boolean'].includes(typeof content) || Number.isFinite(content);
    if (content !== null && !kept) throw unreadable(`${path}.${field}`);
  }
  return doc as FactorData;
}

function readBackupCodes(value: unknown, path: string): BackupCodeSet {
  const doc = record(value, path);
  const kdf = record(doc.kdf, `${path}.kdf`);
  if (kdf.name !== 'scrypt') throw unreadable(`${path}.kdf.name`);
  return {
    id: string(doc.id, `${path}.id`),
    createdAt: whole(doc.createdAt, `${path}.createdAt`),
    issued: whole(doc.issued, `${path}.issued`),
    kdf: {
      name: 'scrypt',
      n: whole(kdf.n, `${path}.kdf.n`),
      r: whole(kdf.r, `${path}.kdf.r`),
      p: whole(kdf.p, `${path}.kdf.p`),
    },
    salt: string(doc.salt, `${path}.salt`),
    hashes: list(doc.hashes, `${path}.hashes`).map((hash, index) => string(hash, `${path}.hashes[${index}]`)),
    failures: readFailures(doc.failures, `${path}.failures`),
    ...optional('acknowledgedAt', doc.acknowledgedAt, whole, path),
  };
}

function readSpent(value: unknown, path: string): SpentChallenge {
  const doc = record(value, path);
  return { id: string(doc.id, `${path}.id`), until: whole(doc.until, `${path}.until`) };
}

function readPostponement(value: unknown, path: string): Postponement {
  const doc = record(value, path);
  return { firstAt: whole(doc.firstAt, `${path}.firstAt`), times: whole(doc.times, `${path}.times`) };
}

function listOf<T>(
  read: (value: unknown, path: string) => T,
): (value: unknown, path: string) => readonly T[] {
  return (value, path) => list(value, path).map((entry, index) => read(entry, `${path}[${index}]`));
}

function readTrue(value: unknown, path: string): true {
  if (value !== true) throw unreadable(path);
  return value;
}

function readSent(value: unknown, path: string): SentCode {
  const doc = record(value, path);
  return { method: string(doc.method, `${path}.method`) as Method, at: whole(doc.at, `${path}.at`) };
}
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw unreadable('');
  }
}
