import type { AttributeValue, Risk, User } from '../../policy/schema/user.ts';
import { badInput, listOf, membersOf, oneOf, present, readText } from './reader.ts';

/** Prefix of the rows in the store that are not accounts: reserved credentials. */
export const CLAIM_PREFIX = 'factorkit:claim:';

const RISKS: readonly Risk[] = ['low', 'medium', 'high'];

/** User ids are opaque, but an empty or malformed one is a programming error and must not become an account. */
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
    return 'is a number: pass a text, such as String(id)';
  if (typeof userId !== 'string' || userId === '') return 'is not a text of at least one character';
  if (userId.startsWith(CLAIM_PREFIX)) return 'begins with a reserved prefix';
  if (userId.length > 512) return 'is longer than 512 characters';
  if (/\p{Surrogate}/u.test(userId)) return 'contains half a surrogate pair, which no store can keep';
  return undefined;
}

/** The user in the form that a policy uses. */
export function readUser(user: unknown, name: string): User {
  const { required, optional } = membersOf(user, name);
  return present<User>({
    accountName: required('accountName', readAccountName),
    roles: optional('roles', listOf(readText)),
    groups: optional('groups', listOf(readText)),
    attributes: optional('attributes', readAttributes),
    // An unknown word would otherwise count as no risk.
    risk: optional('risk', oneOf(RISKS)),
  });
}

/** Any name. Each method replaces the characters that it cannot show. */
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
