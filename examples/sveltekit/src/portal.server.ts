import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Assurance, SignedIn, User } from '@factorkit/core';
import type { Raised, RaiseOptions } from '@factorkit/http';
import type { Cookies } from '@sveltejs/kit';

export const file: string = process.env.DATABASE ?? 'portal.sqlite';
export const userOf = (userId: string): User => ({ accountName: userId });
const hashed = (password: string, salt: string) => scryptSync(password, salt, 32);
const people = new Map([['anna', hashed('correct-horse', 'anna')]]);

export function passwordFits(userId: string, password: string): boolean {
  return timingSafeEqual(people.get(userId) ?? randomBytes(32), hashed(password, userId));
}

let opened: DatabaseSync | undefined;
function sql(text: string): StatementSync {
  if (opened === undefined) {
    opened = new DatabaseSync(file);
    opened.exec('CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, user TEXT, assurance TEXT)');
  }
  return opened.prepare(text);
}

export function userIn(cookies: Cookies): SignedIn | undefined {
  const sessionId = cookies.get('sid') ?? '';
  const row = sql('SELECT user, assurance FROM sessions WHERE id = ?').get(sessionId);
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
  sql('INSERT INTO sessions VALUES (?, ?, ?)').run(sessionId, assurance.userId, JSON.stringify(assurance));
  cookies.set('sid', sessionId, { path: '/', sameSite: 'lax' });
  return { kind: 'raised' };
}
export async function revokeSessions(
  userId: string,
  { except }: { readonly except?: string },
): Promise<void> {
  sql('DELETE FROM sessions WHERE user = ? AND id <> ?').run(userId, except ?? '');
}
