#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { migrate, schemaSql } from './schema.ts';
import type { TablePlace } from './table-names.ts';

const usage = `factorkit-mysql-migrate [<url>] [--prefix <name>] [--database <name>]
  Creates Factorkit's tables, or brings them up to date. The URL is mysql://user:password@host/database; without one
  it is taken from FACTORKIT_MYSQL_URL, where other users of the machine do not see it.
factorkit-mysql-migrate --print [--prefix <name>] [--database <name>]
  Prints the SQL for an empty database and connects to none.
`;

interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  readonly out: string;
}

async function run(args: readonly string[]): Promise<Outcome> {
  const asked = read(args);
  if (asked === undefined) return { exitCode: 2, out: usage };
  const { url, place } = asked;
  try {
    if (url === undefined) return { exitCode: 0, out: `${schemaSql(place)}\n` };
    return { exitCode: 0, out: await migrateAt(url, place) };
  } catch (error) {
    return { exitCode: 1, out: `${error instanceof Error ? error.message || error.name : String(error)}\n` };
  }
}

function read(args: readonly string[]): { readonly url?: string; readonly place: TablePlace } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { prefix: { type: 'string' }, database: { type: 'string' }, print: { type: 'boolean' } },
      allowPositionals: true,
    });
    const place = { tablePrefix: values.prefix, database: values.database };
    if (values.print === true) return positionals.length === 0 ? { place } : undefined;
    const [url = process.env.FACTORKIT_MYSQL_URL, ...more] = positionals;
    return url === undefined || more.length > 0 ? undefined : { url, place };
  } catch {
    return undefined;
  }
}

async function migrateAt(url: string, place: TablePlace): Promise<string> {
  const connection = await createConnection(url);
  try {
    const { from, to } = await migrate(connection, place);
    return from === to ? `version ${to} already\n` : `version ${from} to ${to}\n`;
  } finally {
    await connection.end();
  }
}

const { exitCode, out } = await run(process.argv.slice(2));
(exitCode === 0 ? process.stdout : process.stderr).write(out);
process.exitCode = exitCode;
