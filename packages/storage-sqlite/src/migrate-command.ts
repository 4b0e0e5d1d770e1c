#!/usr/bin/env node
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { migrate, schemaSql } from './schema.ts';

const usage = `factorkit-sqlite-migrate <file> [--prefix <name>]
  Creates Factorkit's tables in the SQLite file, or brings them up to date.
factorkit-sqlite-migrate --print [--prefix <name>]
  Prints the SQL for an empty database and touches no file.
`;

interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  readonly out: string;
}

function run(args: readonly string[]): Outcome {
  const asked = read(args);
  if (asked === undefined) return { exitCode: 2, out: usage };
  const { file, tablePrefix } = asked;
  try {
    if (file === undefined) return { exitCode: 0, out: `${schemaSql({ tablePrefix })}\n` };
    return { exitCode: 0, out: migrateFile(file, tablePrefix) };
  } catch (error) {
    return { exitCode: 1, out: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

function read(
  args: readonly string[],
): { readonly file?: string; readonly tablePrefix?: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { prefix: { type: 'string' }, print: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (more.length > 0 || (file === undefined) !== (values.print === true)) return undefined;
    return {
      ...(file === undefined ? {} : { file }),
      ...(values.prefix === undefined ? {} : { tablePrefix: values.prefix }),
    };
  } catch {
    return undefined;
  }
}

function migrateFile(file: string, tablePrefix: string | undefined): string {
  const database = new DatabaseSync(file);
  try {
    const { from, to } = migrate(database, { tablePrefix });
    return from === to ? `${file}: version ${to} already\n` : `${file}: version ${from} to ${to}\n`;
  } finally {
    database.close();
  }
}

const { exitCode, out } = run(process.argv.slice(2));
(exitCode === 0 ? process.stdout : process.stderr).write(out);
process.exitCode = exitCode;
