import type { RequestSource } from '../../ports/audit.ts';
import type { Staff } from '../actors.ts';
import type { RecoveryDesk, SupportDesk } from '../results/desks.ts';
import { readSignedIn } from './caller.ts';
import { readRecoveryPath } from './intent.ts';
import {
  badInput,
  type Complete,
  listOf,
  type Members,
  membersOf,
  present,
  readText,
  storedText,
} from './reader.ts';
import { readSource } from './source.ts';
import { readUser, readUserId } from './user.ts';

type Argument<Desk, K extends keyof Desk> = Desk[K] extends (input: infer Input extends object) => unknown
  ? Input
  : never;

const RECOVERY: {
  readonly [K in keyof RecoveryDesk]: (members: Members) => Complete<Argument<RecoveryDesk, K>>;
} = {
  request(members) {
    const via = members.required('via', readRecoveryPath);
    if (members.has('token')) return { ...byToken(members), via };
    const staff = members.required('staff', readStaff);
    return { ...supported(members), via, staff, note: members.optional('note', readNote) };
  },
  approve: (members) => ({
    ...supported(members),
    requestId: members.required('requestId', readText),
    checks: members.required('checks', listOf(readText)),
    ...byStaff(members),
  }),
  cancel(members) {
    const { has, raw, required, optional } = members;
    if (has('cancelToken')) {
      // From a link that anyone can edit: the engine returns an outcome for any value.
      return { cancelToken: raw('cancelToken') as string, source: readSource(raw('source')) };
    }
    const requestId = optional('requestId', readText);
    if (has('caller')) return { caller: required('caller', readSignedIn), requestId };
    return { userId: required('userId', readUserId), requestId, ...byStaff(members) };
  },
  complete: (members) => ({
    ...byToken(members),
    via: members.required('via', readRecoveryPath),
    // Typed by a user: the engine returns an outcome for any value.
    code: members.raw('code') as string | undefined,
  }),
};

const SUPPORT: {
  readonly [K in keyof SupportDesk]: (members: Members) => Complete<Argument<SupportDesk, K>>;
} = {
  describe: supported,
  unlock: (members) => ({
    userId: members.required('userId', readUserId),
    target: members.required('target', readText),
    ...byStaff(members),
  }),
  revokeTrustedDevices: (members) => ({
    userId: members.required('userId', readUserId),
    ...byStaff(members),
  }),
};

/** Reads and checks the argument of a recovery-desk call before it is used. */
export function readRecoveryArgument<K extends keyof RecoveryDesk>(
  call: K,
  input: unknown,
): Argument<RecoveryDesk, K> {
  return present<Argument<RecoveryDesk, K>>(RECOVERY[call](membersOf(input)));
}

/** The same for the support desk. */
export function readSupportArgument<K extends keyof SupportDesk>(
  call: K,
  input: unknown,
): Argument<SupportDesk, K> {
  return present<Argument<SupportDesk, K>>(SUPPORT[call](membersOf(input)));
}

function supported({ required }: Members): {
  readonly userId: string;
  readonly user: ReturnType<typeof readUser>;
} {
  return { userId: required('userId', readUserId), user: required('user', readUser) };
}

function byToken({ raw, required }: Members): {
  readonly token: string;
  readonly source: RequestSource | undefined;
} {
  return { token: required('token', readText), source: readSource(raw('source')) };
}

function byStaff({ required }: Members): { readonly staff: Staff; readonly note: string } {
  return { staff: required('staff', readStaff), note: required('note', readNote) };
}

/** A member of staff, as stored in the audit trail. */
function readStaff(value: unknown, name: string): Staff {
  const id = membersOf(value, name).required('id', storedText(256));
  // Ids are compared exactly: two spellings of one person would be two approvers.
  if (id.trim() !== id) throw badInput(`${name}.id`, 'begins or ends with a space');
  return { id };
}

/** The reason of a staff action: one or more lines, never empty. */
function readNote(value: unknown, name: string): string {
  const clean = readText(value, name)
    .replace(/[^\P{Cc}\n]|\p{Cs}/gu, ' ')
    .trim();
  if (clean === '') throw badInput(name, 'is empty');
  if (clean.length > 500) throw badInput(name, 'is longer than 500 characters');
  return clean;
}
