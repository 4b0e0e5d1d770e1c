import { type Members, openObject } from '../../schema/object.ts';
import type { Schema } from '../../schema/schema.ts';
import { label, storedText } from '../../schema/texts.ts';
import { changed, flag, optional, text, unchecked, where } from '../../schema/values.ts';
import type { Mfa } from '../mfa.ts';
import { assertTenant, caller, enrolling, signedIn } from './caller.ts';
import { intent, method, need } from './intent.ts';
import { readInput } from './refused.ts';
import { firstFactor, naming } from './sign-in.ts';
import { source } from './source.ts';
import { user, userId } from './user.ts';
import { limit, whichDevices, whose } from './whose.ts';

/** The calls that have an argument. */
type Call = {
  [K in keyof Mfa]: Mfa[K] extends () => Promise<void>
    ? never
    : Mfa[K] extends (input: never) => unknown
      ? K
      : never;
}[keyof Mfa];

type Argument<K extends Call> = NonNullable<Parameters<Mfa[K]>[0]>;

/** Tokens are untrusted input: a value that is not a text is an invalid token, not an error of the program. */
const token = changed(unchecked<string>({}), (given: unknown) => (typeof given === 'string' ? given : ''));
/** The end of an earlier page. */
const cursor = storedText(256);
const response = unchecked<unknown>({});
const session = { caller: signedIn };

const CALLS: { readonly [K in Call]: Schema<Argument<K>> } = {
  beginSignIn: members({
    userId,
    user,
    firstFactor,
    expectEnrolled: optional(flag),
    deviceToken: optional(token),
    source,
  }),
  describeChallenge: members({ token }),
  sendCode: members({ token, factorId: text, source }),
  createCeremonyOptions: members({ token, method }),
  verify: members({
    token,
    factorId: optional(text),
    response,
    caller: optional(signedIn),
    trustDevice: optional(naming),
    source,
  }),
  verifyBackupCode: members({ token, code: response, caller: optional(signedIn), source }),
  beginStepUp: members({ ...session, intent }),
  requireAssurance: members({ ...session, need }),
  reauthenticate: members({ ...session, password: text }),
  describe: members(session),
  beginEnrolment: members({
    caller,
    method,
    label: optional(label),
    contactId: optional(text),
    replaces: optional(text),
  }),
  postponeEnrolment: members({ caller: enrolling }),
  resumeEnrolment: members({ caller, factorId: text }),
  sendEnrolmentCode: members({ caller, factorId: text }),
  confirmEnrolment: members({ caller, factorId: text, response }),
  acknowledgeBackupCodes: members({ caller, factorId: optional(text) }),
  renameFactor: members({ ...session, factorId: text, label }),
  setPrimary: members({ ...session, factorId: text }),
  removeFactor: members({ ...session, factorId: text }),
  regenerateBackupCodes: members({ ...session, requestId: optional(text) }),
  listTrustedDevices: members(session),
  revokeTrustedDevices: whichDevices(session),
  passwordChanged: members({ userId, sessionId: optional(text), source }),
  changeUserId: where(
    members({ from: userId, to: userId, source }),
    ({ from, to }) => from !== to,
    'another id than from',
    { at: 'to' },
  ),
  securityStamp: members({ userId }),
  dispatchNotices: whose({ limit: optional(limit) }),
  readEvents: whose({ after: optional(cursor), limit }),
  exportEvents: whose({ after: optional(cursor) }),
  exportAccount: members({ userId }),
  eraseAccount: members({ userId, source }),
  rotateKeys: members({ after: optional(storedText(4096)), batch: optional(limit) }),
};

/** Reads and checks the argument of a call before it is used. */
export function readArgument<K extends Call>(call: K, input: unknown): Argument<K> {
  return readInput<Argument<K>>(CALLS[call], input);
}

/** The same for one tenant (or none): a session of another tenant is refused. */
export function argumentReader(tenant: string | undefined): typeof readArgument {
  return (call, input) => {
    const argument = readArgument(call, input);
    if ('caller' in argument && argument.caller !== undefined) assertTenant(argument.caller, tenant);
    return argument;
  };
}

/** The type comes from the table, so a member that is left out does not compile. */
function members<T extends object>(fields: Members<NoInfer<T>>): Schema<T> {
  return openObject<T>(fields);
}
