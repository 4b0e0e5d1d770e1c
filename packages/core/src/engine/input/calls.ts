import type { RequestSource } from '../../ports/audit.ts';
import type { Caller, SignedIn } from '../actors.ts';
import type { Mfa } from '../mfa.ts';
import { assertTenant, readCaller, readEnrolling, readSignedIn } from './caller.ts';
import { readIntent, readMethod, readNeed } from './intent.ts';
import {
  badInput,
  type Complete,
  type Members,
  membersOf,
  present,
  readBoolean,
  readText,
  storedText,
} from './reader.ts';
import { readFirstFactor, readLabel, readNaming } from './sign-in.ts';
import { readSource } from './source.ts';
import { readUser, readUserId } from './user.ts';
import { readCursor, readLimit, readWhichDevices, readWhose } from './whose.ts';

/** The calls that have an argument. */
type Call = {
  [K in keyof Mfa]: Mfa[K] extends () => Promise<void>
    ? never
    : Mfa[K] extends (input: never) => unknown
      ? K
      : never;
}[keyof Mfa];

type Argument<K extends Call> = Parameters<Mfa[K]>[0];

type Readers = { readonly [K in Call]: (members: Members) => Complete<NonNullable<Argument<K>>> };

const READERS: Readers = {
  beginSignIn: (members) => ({
    ...user(members),
    user: members.required('user', readUser),
    firstFactor: members.required('firstFactor', readFirstFactor),
    expectEnrolled: members.optional('expectEnrolled', readBoolean),
    deviceToken: textOrNothing(members.raw('deviceToken')),
    ...source(members),
  }),
  describeChallenge: token,
  sendCode: (members) => ({ ...token(members), ...factor(members), ...source(members) }),
  createCeremonyOptions: (members) => ({ ...token(members), method: members.required('method', readMethod) }),
  verify: (members) => ({
    ...token(members),
    factorId: members.optional('factorId', readText),
    response: members.raw('response'),
    caller: members.optional('caller', readSignedIn),
    trustDevice: members.optional('trustDevice', readNaming),
    ...source(members),
  }),
  verifyBackupCode: (members) => ({
    ...token(members),
    code: members.raw('code'),
    caller: members.optional('caller', readSignedIn),
    ...source(members),
  }),
  beginStepUp: (members) => ({ ...session(members), intent: members.required('intent', readIntent) }),
  requireAssurance: (members) => ({ ...session(members), need: members.required('need', readNeed) }),
  reauthenticate: (members) => ({ ...session(members), password: members.required('password', readText) }),
  describe: session,
  beginEnrolment: (members) => ({
    ...caller(members),
    method: members.required('method', readMethod),
    label: members.optional('label', readLabel),
    contactId: members.optional('contactId', readText),
    replaces: members.optional('replaces', readText),
  }),
  postponeEnrolment: ({ required }) => ({ caller: required('caller', readEnrolling) }),
  resumeEnrolment: (members) => ({ ...caller(members), ...factor(members) }),
  sendEnrolmentCode: (members) => ({ ...caller(members), ...factor(members) }),
  confirmEnrolment: (members) => ({
    ...caller(members),
    ...factor(members),
    response: members.raw('response'),
  }),
  acknowledgeBackupCodes: caller,
  renameFactor: (members) => ({
    ...session(members),
    ...factor(members),
    label: members.required('label', readLabel),
  }),
  setPrimary: (members) => ({ ...session(members), ...factor(members) }),
  removeFactor: (members) => ({ ...session(members), ...factor(members) }),
  regenerateBackupCodes: session,
  listTrustedDevices: session,
  revokeTrustedDevices: (members) => ({ ...session(members), ...readWhichDevices(members) }),
  passwordChanged: (members) => ({
    ...user(members),
    sessionId: members.optional('sessionId', readText),
    ...source(members),
  }),
  changeUserId: (members) => {
    const from = members.required('from', readUserId);
    const to = members.required('to', readUserId);
    if (from === to) throw badInput('to', 'is the same as from');
    return { from, to, ...source(members) };
  },
  securityStamp: user,
  dispatchNotices: (members) => ({ ...readWhose(members), limit: members.optional('limit', readLimit) }),
  readEvents: (members) => ({
    ...readWhose(members),
    after: members.optional('after', readCursor),
    limit: members.required('limit', readLimit),
  }),
  exportEvents: (members) => ({ ...readWhose(members), after: members.optional('after', readCursor) }),
  exportAccount: user,
  eraseAccount: (members) => ({ ...user(members), ...source(members) }),
  rotateKeys: ({ optional }) => ({
    after: optional('after', storedText(4096)),
    batch: optional('batch', readLimit),
  }),
};

/** Reads and checks the argument of a call before it is used. */
export function readArgument<K extends Call>(call: K, input: unknown): NonNullable<Argument<K>> {
  return present<NonNullable<Argument<K>>>(READERS[call](membersOf(input)));
}

/** The same for one tenant (or none): a session of another tenant is refused. */
export function argumentReader(tenant: string | undefined): typeof readArgument {
  return (call, input) => {
    const argument = readArgument(call, input);
    if ('caller' in argument && argument.caller !== undefined) assertTenant(argument.caller, tenant);
    return argument;
  };
}

function user({ required }: Members): { readonly userId: string } {
  return { userId: required('userId', readUserId) };
}

function session({ required }: Members): { readonly caller: SignedIn } {
  return { caller: required('caller', readSignedIn) };
}

function caller({ required }: Members): { readonly caller: Caller } {
  return { caller: required('caller', readCaller) };
}

function factor({ required }: Members): { readonly factorId: string } {
  return { factorId: required('factorId', readText) };
}

function source({ raw }: Members): { readonly source: RequestSource | undefined } {
  return { source: readSource(raw('source')) };
}

/** Tokens are untrusted input: a value that is not a text is an invalid token, not an error of the program. */
function token({ raw }: Members): { readonly token: string } {
  return { token: textOrNothing(raw('token')) ?? '' };
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
