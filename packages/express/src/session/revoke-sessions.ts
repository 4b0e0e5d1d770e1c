import { MfaError, type Portal } from '@factorkit/core';
import type { SessionRecord } from '@factorkit/http';
import { called } from './stored-session.ts';

/**
 * A store of express-session that lists its sessions: its own `MemoryStore`, and that of connect-redis. @inline
 */
export type ListedSessions = {
  all?(done: (error: unknown, sessions?: unknown) => void): unknown;
  destroy(id: string, done: (error?: unknown) => void): unknown;
};

/** @inline */
export type SessionRows = {
  /** For example a `Pool` of pg. */
  readonly pool: { query(sql: string, values: readonly string[]): Promise<unknown> };
  /** @defaultValue `session`, as in connect-pg-simple */
  readonly table?: string;
};

type RevokeSessions = NonNullable<Portal['revokeSessions']>;

/**
 * `portal.revokeSessions` for a store that lists its sessions. It reads them all, which is slow in a store of very many.
 *
 * @throws MfaError `configuration-invalid` if the store cannot list its sessions; when it is called, if the store lists
 * them without their ids, as connect-sqlite3 does.
 * @example
 * ```ts
 * import { revokeStoredSessions } from '@factorkit/express/session';
 *
 * const portal = { revokeSessions: revokeStoredSessions(store) };
 * ```
 */
export function revokeStoredSessions(store: ListedSessions): RevokeSessions {
  if (store.all === undefined) {
    throw new MfaError('configuration-invalid', 'this session store does not list its sessions');
  }
  return async (userId, { except }) => {
    const sessions = await new Promise<unknown>((resolve, reject) => {
      store.all?.((error, found) => (error ? reject(error) : resolve(found)));
    });
    // A list of sessions with their ids, or an object with the ids as keys.
    for (const [key, session] of Object.entries(Object(sessions))) {
      const { id = key, factorkit } = Object(session) as { id?: string; factorkit?: SessionRecord };
      // The position in a list is no id: destroying it would end no session, and nobody would notice.
      if (Array.isArray(sessions) && id === key) throw withoutIds();
      if (factorkit?.assurance.userId !== userId || factorkit.id === except) continue;
      await called((done) => store.destroy(id, done));
    }
  };
}

function withoutIds(): MfaError {
  return new MfaError(
    'configuration-invalid',
    'this session store lists its sessions without their ids: pass an empty revokeSessions and mount host.checkSession',
  );
}

/**
 * `portal.revokeSessions` for connect-pg-simple: one statement.
 *
 * @throws MfaError `configuration-invalid` if the name of the table is not a plain name.
 * @example
 * ```ts
 * import { revokeSessionRows } from '@factorkit/express/session';
 *
 * const portal = { revokeSessions: revokeSessionRows({ pool }) };
 * ```
 */
export function revokeSessionRows({ pool, table = 'session' }: SessionRows): RevokeSessions {
  if (!/^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/.test(table)) {
    throw new MfaError(
      'configuration-invalid',
      'table: must be a plain name, such as session or app.session',
    );
  }
  const name = table.split('.').map((part) => `"${part}"`);
  const sql = `DELETE FROM ${name.join('.')}
    WHERE sess #>> '{factorkit,assurance,userId}' = $1 AND sess #>> '{factorkit,id}' <> $2`;
  return async (userId, { except = '' }) => void (await pool.query(sql, [userId, except]));
}
