#!/usr/bin/env node
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { QueryClient } from './client.ts';
import { migrate, schemaSql } from './schema.ts';
import type { TablePlace } from './table-names.ts';

const usage = `factorkit-postgres-migrate [--schema <name>] [--prefix <name>]
  Creates Factorkit's tables in the database that DATABASE_URL or PGHOST, PGUSER, PGPASSWORD, PGDATABASE … name, or
  brings them up to date. Uses the pg that the portal has installed: run it in the portal's folder.
factorkit-postgres-migrate --print [--schema <name>] [--prefix <name>]
  Prints the SQL for an empty schema and touches no database.
`;

interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  readonly out: string;
}

/** The members of pg that are used. */
interface Pg {
  readonly Client: new (options: { connectionString?: string }) => PgClient;
}

interface PgClient extends QueryClient {
  connect(): Promise<unknown>;
  end(): Promise<unknown>;
}

async function run(args: readonly string[]): Promise<Outcome> {
  const asked = read(args);
  if (asked === undefined) return { exitCode: 2, out: usage };
  try {
    if (asked.print) return { exitCode: 0, out: `${schemaSql(asked)}\n` };
    return { exitCode: 0, out: await migrateDatabase(asked) };
  } catch (error) {
    return { exitCode: 1, out: `${messageOf(error)}\n` };
  }
}

function read(args: readonly string[]): (TablePlace & { readonly print: boolean }) | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { schema: { type: 'string' }, prefix: { type: 'string' }, print: { type: 'boolean' } },
    });
    return { schema: values.schema, tablePrefix: values.prefix, print: values.print === true };
  } catch {
    return undefined;
  }
}

async function migrateDatabase(place: TablePlace): Promise<string> {
  const { Client } = await portalsPg();
  const connectionString = process.env.DATABASE_URL;
  const client = new Client(connectionString === undefined ? {} : { connectionString });
  try {
    await client.connect();
    const { from, to } = await migrate(client, place);
    return from === to ? `version ${to} already\n` : `version ${from} to ${to}\n`;
  } finally {
    await client.end();
  }
}

/** The portal's pg: this package works with other clients too and does not depend on pg. */
async function portalsPg(): Promise<Pg> {
  let path: string;
  try {
    path = createRequire(join(process.cwd(), 'package.json')).resolve('pg');
  } catch {
    throw new Error('pg is not installed here: run this in the folder of your portal, or use --print');
  }
  const { default: pg }: { readonly default: Pg } = await import(pathToFileURL(path).href);
  return pg;
}

/** A host with several addresses fails with several errors, and the outer error has no message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

const { exitCode, out } = await run(process.argv.slice(2));
(exitCode === 0 ? process.stdout : process.stderr).write(out);
process.exitCode = exitCode;
