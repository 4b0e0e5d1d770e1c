import type { Assurance } from '@factorkit/core';
import type { Session } from 'better-auth';
import { type RawStores, sessionIn } from './guarded-stores.ts';
import { recordOf, type StoredSession } from './session-fields.ts';

/** What Factorkit writes into a session. */
export interface SessionChange {
  readonly token?: string;
  readonly assurance: Assurance;
  readonly securityStamp: string;
}

/** Writes sessions past the guard: one without an assurance cannot be read. */
export interface SessionStore {
  /** Changes the session that has this token now, in one atomic step. `undefined` if none has it any more. */
  amend(token: string, change: SessionChange): Promise<Session | undefined>;
  /** The tokens of the user's sessions that have, or had, an assurance, except one. Only those in the database. */
  tokensOf(userId: string, except: string): Promise<readonly string[]>;
  /** Removes a session that never got an assurance. */
  discard(token: string): Promise<void>;
}

export function createSessionStore(
  { adapter, secondary }: RawStores,
  { storesInDatabase }: { readonly storesInDatabase: boolean },
): SessionStore {
  const byToken = (token: string) => ({ model: 'session', where: [{ field: 'token', value: token }] });

  return {
    async amend(token, change) {
      // `getAndDelete` returns the entry to one caller only.
      const cached = secondary && (await amendEntry(secondary, token, change));
      if (secondary !== undefined && cached === undefined) return undefined;
      if (!storesInDatabase) return cached;
      const row = await adapter.update<Session>({ ...byToken(token), update: change });
      return row ?? undefined;
    },

    async tokensOf(userId, except) {
      if (!storesInDatabase) return [];
      const where = [{ field: 'userId', value: userId }];
      const rows = await adapter.findMany<StoredSession>({ model: 'session', where });
      // One without an assurance is about to get it, after this: it is the one of this request.
      const assured = rows.filter((row) => row.id !== except && recordOf(row) !== undefined);
      return assured.map(({ token }) => token);
    },

    async discard(token) {
      if (storesInDatabase) await adapter.deleteMany(byToken(token));
      await secondary?.delete(token);
    },
  };
}

async function amendEntry(
  storage: NonNullable<RawStores['secondary']>,
  token: string,
  change: SessionChange,
): Promise<Session | undefined> {
  const value = await storage.getAndDelete(token);
  const found = sessionIn(value);
  if (found === undefined) return undefined;
  const session = { ...found, ...change } as unknown as Session;
  const entry = typeof value === 'string' ? JSON.parse(value) : value;
  const expiresAt = new Date(session.expiresAt);
  const ttl = Math.floor((expiresAt.getTime() - Date.now()) / 1000);
  if (ttl <= 0) return undefined;
  await storage.set(session.token, JSON.stringify({ ...entry, session }), ttl);
  const list = `active-sessions-${session.userId}`;
  const known = JSON.parse(String((await storage.get(list)) ?? '[]')) as { readonly token: string }[];
  const others = known.filter((reference) => reference.token !== token);
  const references = [...others, { token: session.token, expiresAt: expiresAt.getTime() }];
  await storage.set(list, JSON.stringify(references), ttl);
  return {
    ...session,
    expiresAt,
    createdAt: new Date(session.createdAt),
    updatedAt: new Date(session.updatedAt),
  };
}
