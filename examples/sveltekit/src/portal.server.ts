import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Assurance, SignedIn, User } from '@factorkit/core';
import type { Raised, RaiseOptions } from '@factorkit/http';
import type { Cookies } from '@sveltejs/kit';

export const file: string = process.env.DATABASE ?? 'portal.sqlite';
const hashed: (password: string, salt: Uint8Array, bytes: number) => Promise<Buffer> = promisify(scrypt);
const rowOf = (userId: string, name: string, password: string, salt = randomBytes(16)) => {
  return { userId, name, salt, hash: hashed(password, salt, 32) };
};
const people = [rowOf('u-1', 'anna', 'correct-horse'), rowOf('u-2', 'bo', 'blue-hammer')];
const nobody = { salt: randomBytes(16), hash: Promise.resolve(randomBytes(32)) }; // an unknown name takes as long as a wrong password

export const userOf = (userId: string): User => ({
  accountName: people.find((person) => person.userId === userId)?.name ?? '',
});

/** Returns the id of the row, not the name that was typed. */
export async function userIdOf(name: string, password: string): Promise<string | undefined> {
  const person = people.find((one) => one.name === name);
  const { salt, hash } = person ?? nobody;
  const fits = timingSafeEqual(await hash, await hashed(password, salt, 32));
  return fits ? person?.userId : undefined;
}

const SESSION_MS = 8 * 3_600_000;
let opened: DatabaseSync | undefined;
function sql(text: string): StatementSync {
  if (opened === undefined) {
    opened = new DatabaseSync(file);
    opened.exec(`
      CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, user TEXT, assurance TEXT, ends INTEGER);
      CREATE TABLE IF NOT EXISTS enrolled (id TEXT PRIMARY KEY, yes INT); -- a column of your users table
    `);
  }
  return opened.prepare(text);
}

export function userIn(cookies: Cookies): SignedIn | undefined {
  const sessionId = cookies.get('sid') ?? '';
  const row = sql('SELECT user, assurance FROM sessions WHERE id = ? AND ends > ?').get(
    sessionId,
    Date.now(),
  );
  if (row === undefined) return undefined;
  const userId = String(row.user);
  return { sessionId, userId, user: userOf(userId), assurance: JSON.parse(String(row.assurance)) };
}
export function signOut(cookies: Cookies): boolean {
  return sql('DELETE FROM sessions WHERE id = ?').run(cookies.get('sid') ?? '').changes === 1;
}
export function signIn(cookies: Cookies, assurance: Assurance, { replaces }: RaiseOptions = {}): Raised {
  const alive = signOut(cookies); // an earlier session of this browser ends
  if (replaces !== undefined && !alive) return { kind: 'session-ended' };
  const sessionId = randomUUID();
  const row = [sessionId, assurance.userId, JSON.stringify(assurance), Date.now() + SESSION_MS];
  sql('INSERT INTO sessions VALUES (?, ?, ?, ?)').run(...row);
  cookies.set('sid', sessionId, { path: '/', sameSite: 'lax' });
  return { kind: 'raised' };
}
export async function revokeSessions(
  userId: string,
  { except }: { readonly except?: string },
): Promise<void> {
  sql('DELETE FROM sessions WHERE user = ? AND id <> ?').run(userId, except ?? '');
}

/** Called by Factorkit. If the store loses an account, the password alone then no longer signs in. */
export async function enrolmentChanged(change: {
  readonly userId: string;
  readonly enrolled: boolean;
}): Promise<void> {
  sql('REPLACE INTO enrolled VALUES (?, ?)').run(change.userId, Number(change.enrolled));
}
export async function expectEnrolled(userId: string): Promise<boolean> {
  return sql('SELECT yes FROM enrolled WHERE id = ?').get(userId)?.yes === 1;
}
