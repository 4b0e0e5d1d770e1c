import { createSqliteStorage, migrate, type SqliteDatabase } from '@factorkit/storage-sqlite';
import { walkRuntime } from './walk-runtime.ts';

// For Node, Bun and Deno: prints what the walk showed, over the runtime's own SQLite.
const module = 'Bun' in globalThis ? 'bun:sqlite' : 'node:sqlite';
const { Database, DatabaseSync = Database } = await import(module);
const database: SqliteDatabase = new DatabaseSync(':memory:');
migrate(database);
const walked = await walkRuntime(createSqliteStorage({ database }));
process.stdout.write(`${JSON.stringify({ storage: `SQLite by ${module}`, ...walked })}\n`);
