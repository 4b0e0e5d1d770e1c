import {
  ACCOUNT_SCHEMA,
  type Account,
  type Moving,
  type Postponement,
  type SentCode,
  type SpentChallenge,
} from '../account/account.ts';
import type { BackupCodeSet, ScryptParameters } from '../account/backup-codes/backup-code-set.ts';
import {
  type ActiveFactor,
  type Factor,
  type FactorData,
  isEnrolled,
  type PendingFactor,
  type SuspendedFactor,
} from '../account/factors/factor.ts';
import type { CodeFailures } from '../account/failures/failures.ts';
import type { UntoldEnrolment } from '../account/notices/untold-enrolment.ts';
import type { UnfinishedSignIns } from '../account/sign-in/unfinished.ts';
import {
  distinct,
  listOf,
  object,
  oneOf,
  optional,
  type Reader,
  record,
  text,
  unreadable,
  whole,
} from './document.ts';
import {
  readCancellation,
  readContact,
  readFailures,
  readFreeze,
  readMethod,
  readNotice,
  readRecovery,
  readTrustedDevice,
} from './recovery-codec.ts';

const idOf = ({ id }: { readonly id: string }): string => id;

const factor = {
  id: text,
  method: readMethod,
  label: text,
  createdAt: whole,
  failures: readFailures,
  data: readData,
};

const readPending = object<PendingFactor>({
  ...factor,
  status: oneOf('pending'),
  awaits: oneOf('proof', 'acknowledgement'),
  expiresAt: whole,
  epoch: text,
  replaces: optional(text),
  grant: optional(text),
});

const readActive = object<ActiveFactor>({
  ...factor,
  status: oneOf('active'),
  activatedAt: whole,
  lastUsedAt: whole,
});

const readSuspended = object<SuspendedFactor>({
  ...factor,
  status: oneOf('suspended'),
  activatedAt: whole,
  lastUsedAt: whole,
  suspendedAt: whole,
  suspendedFor: optional(text),
});

const readBackupCodes: Reader<BackupCodeSet> = object<BackupCodeSet>({
  id: text,
  createdAt: whole,
  issued: whole,
  kdf: object<ScryptParameters>({ name: oneOf('scrypt'), n: whole, r: whole, p: whole }),
  salt: text,
  hashes: distinct((hash) => hash, listOf(text)),
  used: optional(distinct((hash) => hash, listOf(text))),
  failures: readFailures,
  acknowledgedAt: optional(whole),
  suspendedFor: optional(text),
});

type Moved<State> = Extract<Moving, { readonly state: State }>;
const readClosed = object<Moved<'closed'>>({ state: oneOf('closed'), to: text, id: text });
const readEmptied = object<Moved<'emptied'>>({ state: oneOf('emptied'), to: text });

const readMembers: Reader<Account> = object<Account>({
  schema: oneOf(ACCOUNT_SCHEMA),
  userId: text,
  tags: listOf(text),
  createdAt: whole,
  epoch: text,
  factors: distinct(idOf, listOf(readFactor)),
  primary: optional(text),
  backupCodes: optional(readBackupCodes),
  waitingBackupCodes: optional(readBackupCodes),
  codeFailures: optional(object<CodeFailures>({ count: whole, lastAt: whole, only: optional(text) })),
  passwordFailures: optional(readFailures),
  spent: listOf(object<SpentChallenge>({ id: text, until: whole })),
  postponed: optional(
    distinct(({ rule }) => rule, listOf(object<Postponement>({ rule: text, firstAt: whole, times: whole }))),
  ),
  sends: optional(
    listOf(
      object<SentCode>({
        method: readMethod,
        at: whole,
        budget: optional(oneOf('enrolment', 'proven')),
        unsent: optional(oneOf(true)),
      }),
    ),
  ),
  trustedDevices: optional(distinct(idOf, listOf(readTrustedDevice))),
  recoveries: optional(distinct(({ via }) => via, listOf(readRecovery))),
  cancellations: optional(listOf(readCancellation)),
  freezes: optional(listOf(readFreeze)),
  unfinished: optional(object<UnfinishedSignIns>({ count: whole, toldAt: optional(whole) })),
  contacts: optional(distinct(({ mark }) => mark, listOf(readContact))),
  notices: optional(distinct(idOf, listOf(readNotice))),
  untoldEnrolment: optional(object<UntoldEnrolment>({ tries: whole, notBefore: whole })),
  stamp: optional(text),
  moving: optional(readMoving),
  movedBy: optional(text),
});

/**
 * Reads a stored account. Every member is checked.
 *
 * @throws MfaError `account-unreadable`, naming the path and never its value.
 */
export function readAccount(value: unknown): Account {
  const account = readMembers(value, '');
  const { primary, factors } = account;
  if (primary !== undefined && !factors.filter(isEnrolled).some(({ id }) => id === primary)) {
    throw unreadable('primary');
  }
  return account;
}

function readMoving(value: unknown, path: string): Moving {
  return record(value, path).state === 'emptied' ? readEmptied(value, path) : readClosed(value, path);
}

function readFactor(value: unknown, path: string): Factor {
  const { status } = record(value, path);
  if (status === 'pending') return readPending(value, path);
  if (status === 'active') return readActive(value, path);
  if (status === 'suspended') return readSuspended(value, path);
  throw unreadable(`${path}.status`);
}

/** The members belong to the method, which checks its own as strictly. */
function readData(value: unknown, path: string): FactorData {
  const doc = record(value, path);
  for (const [field, content] of Object.entries(doc)) {
    // JSON reads 1e999 as Infinity and would write it back as null.
    const kept = ['string', 'boolean'].includes(typeof content) || Number.isFinite(content);
    if (content !== null && !kept) throw unreadable(`${path}.${field}`);
  }
  return doc as FactorData;
}
