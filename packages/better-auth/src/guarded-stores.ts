import type { AuthContext, DBAdapter, DBTransactionAdapter, SecondaryStorage, Where } from 'better-auth';
import type { StoredSession } from './session-fields.ts';

/** What the stores tell and ask. */
export interface StoreWatch {
  /** Whether a stored session has an assurance that is valid now. */
  isAssured(session: StoredSession): Promise<boolean>;
  /** A password was written for these users. Called in the same request, after the write. */
  passwordWritten(userIds: readonly string[]): Promise<void>;
  /** These users were deleted. */
  usersDeleted(userIds: readonly string[]): Promise<void>;
}

/** The stores as better-auth passed them, without the guard. */
export interface RawStores {
  readonly adapter: Pick<DBAdapter, 'findMany' | 'update' | 'deleteMany'>;
  readonly secondary: SecondaryStorage | undefined;
}

/**
 * Lets better-auth read no session without a valid assurance: from its database, its secondary storage and the cookie
 * cache. It reads sessions nowhere else, so this holds for every endpoint and every way to sign in, also those that do
 * not exist yet.
 *
 * The functions of the adapter are replaced in place, because better-auth finds its schema check by this object.
 */
export function guardStores(auth: AuthContext, watch: StoreWatch): RawStores {
  const { adapter, options } = auth;
  const raw: RawStores = {
    adapter: { findMany: adapter.findMany, update: adapter.update, deleteMany: adapter.deleteMany },
    secondary: options.secondaryStorage,
  };
  guardAdapter(adapter, { watch, isSession: isModel(auth, 'session') });
  if (options.secondaryStorage !== undefined) {
    const guarded = guardedStorage(options.secondaryStorage, watch);
    options.secondaryStorage = guarded;
    auth.secondaryStorage = guarded;
  }
  const { session } = options;
  if (session?.cookieCache?.enabled === true) {
    const version = cacheVersion(session.cookieCache.version, watch);
    options.session = { ...session, cookieCache: { ...session.cookieCache, version } };
  }
  return raw;
}

interface Guard {
  readonly watch: StoreWatch;
  readonly isSession: (model: string) => boolean;
}

const guardedAdapters = new WeakSet<object>();

function guardAdapter<T extends DBAdapter | DBTransactionAdapter>(adapter: T, guard: Guard): T {
  // Without transactions of the database, `transaction` passes the adapter itself.
  if (guardedAdapters.has(adapter)) return adapter;
  guardedAdapters.add(adapter);
  const { watch, isSession } = guard;
  const { findOne, findMany, update, updateMany, delete: remove, deleteMany } = adapter;
  const usersIn = async (
    model: string,
    where: Where[],
    field: 'id' | 'userId',
  ): Promise<readonly string[]> => {
    const rows = await findMany<Record<string, unknown>>({ model, where });
    return [...new Set(rows.map((row) => String(row[field])))];
  };
  /** Writes passwords and tells it. */
  const writing = async <T>(
    { model, where, change }: { readonly model: string; readonly where: Where[]; readonly change: object },
    write: () => Promise<T>,
  ): Promise<T> => {
    if (model !== 'account' || !hasPassword(change)) return write();
    const userIds = await usersIn(model, where, 'userId');
    const written = await write();
    await watch.passwordWritten(userIds);
    return written;
  };
  const removing = async <T>(
    { model, where }: { readonly model: string; readonly where: Where[] },
    write: () => Promise<T>,
  ): Promise<T> => {
    if (model !== 'user') return write();
    const userIds = await usersIn(model, where, 'id');
    const removed = await write();
    await watch.usersDeleted(userIds);
    return removed;
  };

  const guarded: Pick<DBAdapter, 'findOne' | 'findMany' | 'update' | 'updateMany' | 'delete' | 'deleteMany'> =
    {
      async findOne<T>(query: Parameters<typeof findOne>[0]) {
        const row = await findOne<T>(query);
        if (row === null || !isSession(query.model)) return row;
        return (await watch.isAssured(row as StoredSession)) ? row : null;
      },

      // better-auth looks a session up like this before it deletes it, so these stay in the list, as sessions that have
      // expired. An error must not keep a session from being deleted either.
      async findMany<T>(query: Parameters<typeof findMany>[0]) {
        const rows = await findMany<T>(query);
        if (!isSession(query.model)) return rows;
        return Promise.all(
          rows.map(async (row) => {
            const alive = await watch.isAssured(row as StoredSession).catch(() => false);
            return alive ? row : { ...row, expiresAt: new Date(0), assurance: null, securityStamp: null };
          }),
        );
      },

      update: (input) => writing({ ...input, change: input.update }, () => update(input)),
      updateMany: (input) => writing({ ...input, change: input.update }, () => updateMany(input)),
      delete: (input) => removing(input, () => remove(input)),
      deleteMany: (input) => removing(input, () => deleteMany(input)),
    };
  Object.assign(adapter, guarded);
  if ('transaction' in adapter) {
    const { transaction } = adapter;
    Object.assign(adapter, {
      transaction: ((work) =>
        transaction((inside) => work(guardAdapter(inside, guard)))) satisfies DBAdapter['transaction'],
    });
  }
  return adapter;
}

function hasPassword(change: object): boolean {
  return 'password' in change && typeof change.password === 'string';
}

/** Plug-ins may use the name of the model or of the table. */
function isModel({ tables }: AuthContext, model: string): (name: string) => boolean {
  const table = tables[model]?.modelName;
  return (name) => name === model || name === table;
}

/** Sessions are the entries that consist of a session and its user. */
function guardedStorage(storage: SecondaryStorage, { isAssured }: StoreWatch): SecondaryStorage {
  return {
    get: async (key) => {
      const value = await storage.get(key);
      const session = sessionIn(value);
      return session === undefined || (await isAssured(session)) ? value : null;
    },
    getAndDelete: (key) => storage.getAndDelete(key),
    increment: (key, ttl) => storage.increment(key, ttl),
    set: (key, value, ttl) => storage.set(key, value, ttl),
    delete: (key) => storage.delete(key),
  };
}

/** The session in an entry of the secondary storage, if it is the entry of a session. */
export function sessionIn(value: unknown): StoredSession | undefined {
  const entry = typeof value === 'string' ? parsed(value) : value;
  if (typeof entry !== 'object' || entry === null || !('session' in entry)) return undefined;
  const { session } = entry;
  return typeof session === 'object' && session !== null ? (session as StoredSession) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type CacheVersion = NonNullable<
  NonNullable<NonNullable<AuthContext['options']['session']>['cookieCache']>['version']
>;

/** A cached session has the version that it was cached with. One without an assurance never has the same twice. */
function cacheVersion(own: CacheVersion | undefined, { isAssured }: StoreWatch): CacheVersion {
  return async (session, user) => {
    if (!(await isAssured(session))) return crypto.randomUUID();
    const given = typeof own === 'function' ? await own(session, user) : (own ?? '1');
    return `${given} ${String(session.securityStamp)}`;
  };
}
