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
  type FactorData,
  isEnrolled,
  type PendingFactor,
  type SuspendedFactor,
} from '../account/factors/factor.ts';
import type { CodeFailures } from '../account/failures/failures.ts';
import type { UntoldEnrolment } from '../account/notices/untold-enrolment.ts';
import type { UnfinishedSignIns } from '../account/sign-in/unfinished.ts';
import { MfaError } from '../errors.ts';
import { byKey, distinct, listOf, mapOf, object } from '../schema/object.ts';
import { readOr, type Schema } from '../schema/schema.ts';
import { count, oneOf, optional, text, value, where } from '../schema/values.ts';
import { method } from '../schema/vocabulary.ts';
import {
  cancellation,
  contact,
  failures,
  freeze,
  notice,
  recovery,
  trustedDevice,
} from './recovery-codec.ts';

/** Milliseconds since 1970. */
const time = count;
const idOf = ({ id }: { readonly id: string }): string => id;

/** The members belong to the method, which checks its own as strictly. JSON reads 1e999 as Infinity. */
const data: Schema<FactorData> = mapOf(
  text,
  value<string | number | boolean | null>(
    (given) => given === null || ['string', 'boolean'].includes(typeof given) || Number.isFinite(given),
    'a plain value',
    { type: ['string', 'number', 'boolean', 'null'] },
  ),
);

const common = { id: text, method, label: text, createdAt: time, failures, data };

const pending = object<PendingFactor>({
  ...common,
  status: oneOf('pending'),
  awaits: oneOf('proof', 'acknowledgement'),
  expiresAt: time,
  epoch: text,
  replaces: optional(text),
  grant: optional(text),
});

const active = object<ActiveFactor>({
  ...common,
  status: oneOf('active'),
  activatedAt: time,
  lastUsedAt: time,
});

const suspended = object<SuspendedFactor>({
  ...common,
  status: oneOf('suspended'),
  activatedAt: time,
  lastUsedAt: time,
  suspendedAt: time,
  suspendedFor: optional(text),
});

const backupCodes: Schema<BackupCodeSet> = object<BackupCodeSet>({
  id: text,
  createdAt: time,
  issued: count,
  kdf: object<ScryptParameters>({ name: oneOf('scrypt'), n: count, r: count, p: count }),
  salt: text,
  hashes: distinct((hash) => hash, listOf(text)),
  used: optional(distinct((hash) => hash, listOf(text))),
  failures,
  acknowledgedAt: optional(time),
  suspendedFor: optional(text),
});

type Moved<State> = Extract<Moving, { readonly state: State }>;
const moving: Schema<Moving> = byKey('state', {
  closed: object<Moved<'closed'>>({ state: oneOf('closed'), to: text, id: text }),
  emptied: object<Moved<'emptied'>>({ state: oneOf('emptied'), to: text }),
});

const members = object<Account>({
  schema: oneOf(ACCOUNT_SCHEMA),
  userId: text,
  tags: listOf(text),
  createdAt: time,
  epoch: text,
  factors: distinct(idOf, listOf(byKey('status', { pending, active, suspended }))),
  primary: optional(text),
  backupCodes: optional(backupCodes),
  waitingBackupCodes: optional(backupCodes),
  codeFailures: optional(object<CodeFailures>({ count, lastAt: time, only: optional(text) })),
  passwordFailures: optional(failures),
  spent: listOf(object<SpentChallenge>({ id: text, until: time })),
  postponed: optional(
    distinct(({ rule }) => rule, listOf(object<Postponement>({ rule: text, firstAt: time, times: count }))),
  ),
  sends: optional(
    listOf(
      object<SentCode>({
        method: method,
        at: time,
        budget: optional(oneOf('enrolment', 'proven')),
        unsent: optional(oneOf(true)),
      }),
    ),
  ),
  trustedDevices: optional(distinct(idOf, listOf(trustedDevice))),
  recoveries: optional(distinct(({ via }) => via, listOf(recovery))),
  cancellations: optional(listOf(cancellation)),
  freezes: optional(listOf(freeze)),
  unfinished: optional(object<UnfinishedSignIns>({ count, toldAt: optional(time) })),
  contacts: optional(distinct(({ mark }) => mark, listOf(contact))),
  notices: optional(distinct(idOf, listOf(notice))),
  untoldEnrolment: optional(object<UntoldEnrolment>({ tries: count, notBefore: time })),
  stamp: optional(text),
  moving: optional(moving),
  movedBy: optional(text),
});

const document = where(
  members,
  ({ primary, factors }) =>
    primary === undefined || factors.filter(isEnrolled).some(({ id }) => id === primary),
  'an enrolled factor',
  { at: 'primary' },
);

/**
 * Reads a stored account. Every member is checked. An unknown one is refused, not dropped: a newer version may have
 * written it, and the next save would lose it.
 *
 * @throws MfaError `account-unreadable`, naming the path and never its value.
 */
export function readAccount(value: unknown): Account {
  return readOr(document, value, ({ path }) => unreadable(path));
}

export function unreadable(path: string): MfaError {
  return new MfaError(
    'account-unreadable',
    `a stored account cannot be read${path === '' ? '' : ` at ${path}`}`,
  );
}
