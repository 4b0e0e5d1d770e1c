import { choose, listOf, openObject } from '../../schema/object.ts';
import type { Schema } from '../../schema/schema.ts';
import { note, storedText } from '../../schema/texts.ts';
import { optional, text, unchecked, where } from '../../schema/values.ts';
import type { Staff } from '../actors.ts';
import type { RecoveryDesk, SupportDesk } from '../results/desks.ts';
import { signedIn } from './caller.ts';
import { recoveryPath } from './intent.ts';
import { readInput } from './refused.ts';
import { source } from './source.ts';
import { user, userId } from './user.ts';

type Argument<Desk, K extends keyof Desk> = Desk[K] extends (input: infer Input extends object) => unknown
  ? Input
  : never;

type Calls<Desk> = { readonly [K in keyof Desk]: Schema<Argument<Desk, K>> };

/** A member of staff, as stored in the audit trail. */
const staff = openObject<Staff>({
  // Ids are compared exactly: two spellings of one person would be two approvers.
  id: where(storedText(256), (id) => id.trim() === id, 'no space at the beginning or the end'),
});

const via = recoveryPath;
const requestId = optional(text);
/** Typed by a user, or from a link that anyone can edit: the engine returns an outcome for any value. */
const untrusted = unchecked<string>({});

const RECOVERY: Calls<RecoveryDesk> = {
  request: choose(
    {
      token: openObject({ token: text, via, source }),
      staff: openObject({ userId, user, via, staff, note: optional(note) }),
    },
    (has) => (has('token') ? 'token' : 'staff'),
  ),
  approve: openObject({ userId, user, requestId: text, checks: listOf(text), staff, note }),
  cancel: choose(
    {
      link: openObject({ cancelToken: untrusted, source }),
      caller: openObject({ caller: signedIn, requestId }),
      staff: openObject({ userId, requestId, staff, note }),
    },
    (has) => (has('cancelToken') ? 'link' : has('caller') ? 'caller' : 'staff'),
  ),
  complete: openObject({ token: text, via, code: optional(untrusted), source }),
};

const SUPPORT: Calls<SupportDesk> = {
  describe: openObject({ userId, user }),
  unlock: openObject({ userId, target: text, staff, note }),
  revokeTrustedDevices: openObject({ userId, staff, note }),
};

/** Reads and checks the argument of a recovery-desk call before it is used. */
export function readRecoveryArgument<K extends keyof RecoveryDesk>(
  call: K,
  input: unknown,
): Argument<RecoveryDesk, K> {
  return readInput<Argument<RecoveryDesk, K>>(RECOVERY[call], input);
}

/** The same for the support desk. */
export function readSupportArgument<K extends keyof SupportDesk>(
  call: K,
  input: unknown,
): Argument<SupportDesk, K> {
  return readInput<Argument<SupportDesk, K>>(SUPPORT[call], input);
}
