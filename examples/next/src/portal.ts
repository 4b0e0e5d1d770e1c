import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Assurance, SignedIn, User } from '@factorkit/core';
import type { Raised, RaiseOptions } from '@factorkit/http';
import { cookies } from 'next/headers';

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

export async function currentUser(): Promise<SignedIn | undefined> {
  const sessionId = (await cookies()).get('sid')?.value ?? '';
  const row = sql('SELECT user, assurance FROM sessions WHERE id = ?').get(sessionId);
  if (row === undefined) return undefined;
  const userId = String(row.user);
  return { sessionId, userId, user: userOf(userId), assurance: JSON.parse(String(row.assurance)) };
}
async function endSession(): Promise<boolean> {
  const sessionId = (await cookies()).get('sid')?.value ?? '';
  return sql('DELETE FROM sessions WHERE id = ?').run(sessionId).changes === 1;
}
export async function signOut(): Promise<void> {
  await endSession();
}
export async function signIn(assurance: Assurance, { replaces }: RaiseOptions = {}): Promise<Raised> {
  const alive = await endSession(); // an earlier session of this browser ends
  if (replaces !== undefined && !alive) return { kind: 'session-ended' };
  const sessionId = randomUUID();
  sql('INSERT INTO sessions VALUES (?, ?, ?)').run(sessionId, assurance.userId, JSON.stringify(assurance));
  (await cookies()).set('sid', sessionId, { httpOnly: true, secure: true, sameSite: 'lax' });
  return { kind: 'raised' };
}
export async function revokeSessions(
  userId: string,
  { except }: { readonly except?: string },
): Promise<void> {
  sql('DELETE FROM sessions WHERE user = ? AND id <> ?').run(userId, except ?? '');
}
