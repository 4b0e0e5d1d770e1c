import type { AttributeValue, Risk, User } from '../../policy/schema/user.ts';
import { badInput, listOf, membersOf, oneOf, present, readText } from './reader.ts';

/** Rows of the store that are no accounts: reserved credentials. */
export const CLAIM_PREFIX = 'factorkit:claim:';

const RISKS: readonly Risk[] = ['low', 'medium', 'high'];

/** User ids are opaque, yet an empty or broken one is a programming error: better here than as somebody's account. */
export function readUserId(userId: unknown, name = 'userId'): string {
  const problem = userIdProblem(userId);
  if (problem !== undefined) throw badInput(name, problem);
  return userId as string;
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

/** The user as far as a policy knows one. */
export function readUser(user: unknown, name: string): User {
  const { required, optional } = membersOf(user, name);
  return present<User>({
    accountName: required('accountName', readAccountName),
    roles: optional('roles', listOf(readText)),
    groups: optional('groups', listOf(readText)),
    attributes: optional('attributes', readAttributes),
    // A word that is none of these would read as no risk at all.
    risk: optional('risk', oneOf(RISKS)),
  });
}

/** Any name: what one method cannot show, that method replaces. */
function readAccountName(value: unknown, name: string): string {
  const text = readText(value, name);
  if (text.trim() === '') throw badInput(name, 'is empty');
  if (text.length > 256) throw badInput(name, 'is longer than 256 characters');
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function readAttributes(value: unknown, name: string): NonNullable<User['attributes']> {
  const { required } = membersOf(value, name);
  const given = Object.keys(value as object).filter((key) => Reflect.get(value as object, key) !== undefined);
  return Object.fromEntries(given.map((key) => [key, required(key, readAttribute)]));
}

function readAttribute(value: unknown, name: string): AttributeValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw badInput(name, 'is not a text, a number, true or false');
}
