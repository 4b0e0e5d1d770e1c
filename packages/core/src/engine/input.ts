import type { Evidence } from '../account/evidence.ts';
import { MfaError } from '../errors.ts';
import type { User } from '../policy/user.ts';
import type { Shower } from './facts.ts';
import type { Caller, FirstFactor, SignedIn, Through } from './parties.ts';

const MAX_LABEL = 64;

export function badInput(name: string, why: string): MfaError {
  return new MfaError('input-invalid', `${name} ${why}`);
}

/** Rows of the store that are no accounts: what may stand on one account alone. */
export const CLAIM_PREFIX = 'factorkit:claim:';

/** User ids are opaque, yet an empty or broken one is a programming error: better here than as somebody's account. */
export function assertUserId(userId: unknown): asserts userId is string {
  const problem = userIdProblem(userId);
  if (problem !== undefined) throw badInput('userId', problem);
}

export function isUserId(userId: unknown): userId is string {
  return userIdProblem(userId) === undefined;
}

function userIdProblem(userId: unknown): string | undefined {
  if (typeof userId === 'number' || typeof userId === 'bigint')
    return 'is a number, and ids are texts: pass String(id)';
  if (typeof userId !== 'string' || userId === '') return 'is not a text of at least one character';
  if (userId.startsWith(CLAIM_PREFIX)) return 'begins like a row that is no account';
  if (userId.length > 512) return 'is longer than 512 characters';
  if (/\p{Surrogate}/u.test(userId)) return 'holds half a surrogate pair, which no store keeps';
  return undefined;
}

/** The user as far as a policy knows one: a host may hand in an object with more. */
export function readUser(user: User | undefined): User {
  assertUser(user);
  const { accountName, roles, groups, attributes, risk } = user;
  return {
    accountName,
    ...(roles === undefined ? {} : { roles }),
    ...(groups === undefined ? {} : { groups }),
    ...(attributes === undefined ? {} : { attributes }),
    ...(risk === undefined ? {} : { risk }),
  };
}

/** Who asks, and what the session shows. */
export function showerOf({ user, assurance }: SignedIn): Shower {
  return { user, evidence: assurance.evidence };
}

function assertUser(user: User | undefined): asserts user is User {
  const name: unknown = user?.accountName;
  if (typeof name !== 'string' || name.trim() === '')
    throw badInput('user.accountName', 'is not a text, or is empty');
  if (name.length > 256) throw badInput('user.accountName', 'is longer than 256 characters');
  if (/\p{Surrogate}/u.test(name)) throw badInput('user.accountName', 'holds half a surrogate pair');
  // An authenticator app parts issuer and account at the first colon, encoded or not.
  if (name.includes(':')) throw badInput('user.accountName', 'holds a colon');
  for (const list of ['roles', 'groups'] as const) {
    const names: unknown = user?.[list];
    const known =
      names === undefined || (Array.isArray(names) && names.every((entry) => typeof entry === 'string'));
    if (!known) throw badInput(`user.${list}`, 'is not a list of texts');
  }
  const { attributes, risk } = user as User;
  const plain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
  if (
    attributes !== undefined &&
    !(attributes !== null && typeof attributes === 'object' && Object.values(attributes).every(plain))
  ) {
    throw badInput('user.attributes', 'is not an object of texts, numbers and booleans');
  }
  // A word that is none of these would read as no risk at all.
  if (risk !== undefined && !['low', 'medium', 'high'].includes(risk))
    throw badInput('user.risk', 'is none of low, medium, high');
}

export function assertFirstFactor(first: FirstFactor | undefined): asserts first is FirstFactor {
  const known = ['password', 'federated', 'passkey', 'magic-link'];
  if (first === undefined || !known.includes(first.method))
    throw badInput('firstFactor.method', `is none of ${known.join(', ')}`);
  const { at } = first;
  if (at !== undefined && !(Number.isSafeInteger(at) && at >= 0))
    throw badInput('firstFactor.at', 'is not a time');
  readChannel(first.through, 'firstFactor.through');
}

/** The channel of what came by mail or phone, as a factor of that contact has it too. */
export function readChannel(through: Through | undefined, name: string): Pick<Evidence, 'channel'> {
  if (through === undefined) return {};
  const { channel, contactId } = through;
  if (channel !== 'email' && channel !== 'sms') throw badInput(`${name}.channel`, 'is none of email, sms');
  if (typeof contactId !== 'string' || contactId === '' || contactId.length > 256) {
    throw badInput(`${name}.contactId`, 'is not a text of 1 to 256 characters');
  }
  return { channel: `${channel}:${contactId}` };
}

export function isSignedIn(caller: Caller): caller is SignedIn {
  return !('token' in caller);
}

export function assertCaller(caller: Caller | undefined): asserts caller is Caller {
  if (typeof caller !== 'object' || caller === null) throw badInput('caller', 'is missing');
  if (isSignedIn(caller)) assertSignedIn(caller);
}

export function assertSignedIn(caller: SignedIn | undefined): asserts caller is SignedIn {
  if (typeof caller !== 'object' || caller === null) throw badInput('caller', 'is missing');
  assertUserId(caller.userId);
  assertUser(caller.user);
  const evidence: unknown = caller.assurance?.evidence;
  if (!Array.isArray(evidence)) throw badInput('caller.assurance', 'is not an assurance');
  // A session that carries another user's assurance is a mix-up in the portal: stop before it opens anything.
  if (caller.assurance.userId !== caller.userId)
    throw badInput('caller.assurance', 'belongs to another user');
}

/** A member of staff, as the trail names one. */
export function readStaff(staff: unknown): { readonly kind: 'staff'; readonly id: string } {
  const id = typeof staff === 'object' && staff !== null && 'id' in staff ? staff.id : undefined;
  if (typeof id !== 'string' || id.trim() === '' || id.length > 256 || /\p{Surrogate}/u.test(id)) {
    throw badInput('staff.id', 'is not a text of 1 to 256 characters');
  }
  return { kind: 'staff', id };
}

/** Why staff did something: one line or several, never empty, so that the trail always says. */
export function readNote(note: unknown): string {
  if (typeof note !== 'string') throw badInput('note', 'is not a text');
  const clean = note.replace(/[^\P{Cc}\n]|\p{Cs}/gu, ' ').trim();
  if (clean === '') throw badInput('note', 'is empty');
  if (clean.length > 500) throw badInput('note', 'is longer than 500 characters');
  return clean;
}

/** A label as it is kept: trimmed, one line, at most 64 characters. */
export function readLabel(label: unknown, name: string): string {
  if (typeof label !== 'string') throw badInput(name, 'is not a text');
  const clean = label.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
  if (clean === '') throw badInput(name, 'is empty');
  if ([...clean].length > MAX_LABEL) throw badInput(name, `is longer than ${MAX_LABEL} characters`);
  return clean;
}
