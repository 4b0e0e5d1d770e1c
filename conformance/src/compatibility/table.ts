import { type Cell, entryOf, type Walked } from './cell.ts';
import { frameworks } from './frameworks.ts';
import type { Installation } from './installation.ts';
import type { RuntimeRun } from './runtimes/runtimes.ts';

/** A cell that was run. */
export interface CellRun {
  readonly cell: Cell;
  readonly walked: Walked;
}

/** Everything that was run, and the versions of the frameworks. */
export interface Ran extends Pick<Installation, 'version'> {
  readonly cells: readonly CellRun[];
  readonly runtimes: readonly RuntimeRun[];
}

const INTRODUCTION = `# Compatibility

This page is printed by the tests: \`npx -y pnpm@12.21.0 test:soak compatibility -u\`. Do not edit it. Each line is a portal
outside the workspace, with the packages from their tarballs.

In each, three clients of one user sign in with a password, set up an authenticator app with backup codes, answer the
challenge of the next sign-in (a wrong code is refused), sign in with a backup code, prove themselves again for an action, and
remove the app, which ends the other sessions. The columns show what the portal answered: the number of backup codes, the
methods of the session (RFC 8176), the codes that are left, the action, and the sessions that ended.

## Frameworks, sessions and databases

Every two of framework, module system, kind of session and database meet in a line, and so do every module system and every
client of a database.
`;

const RUNTIMES = `
## Runtimes

The same, with \`@factorkit/core\`, \`@factorkit/http\`, \`@factorkit/webauthn\` and a store, and then a security key is registered and
signs in. The worker has no module of Node.
`;

/** docs/compatibility.md. */
export async function compatibilityPage({ cells, runtimes, version }: Ran): Promise<string> {
  const framework = async (name: string): Promise<string> => {
    const { edition, shown } = entryOf(frameworks, name);
    return `${name} (${await version(edition, shown)})`;
  };
  const cellRows = await Promise.all(
    cells.map(async ({ cell, walked }, index) => ({
      '': String(index + 1),
      ...cell,
      framework: await framework(cell.framework),
      ...walked,
    })),
  );
  const runtimeRows = runtimes.map(({ name, version, walked }) => ({
    runtime: `${name} (${version})`,
    ...walked,
  }));
  return `${[INTRODUCTION, ...table(cellRows), RUNTIMES, ...table(runtimeRows)].join('\n')}\n`;
}

/** The members of the first row are the columns. */
function table(rows: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const columns = Object.keys(rows[0] ?? {});
  const line = (values: readonly string[]): string => `| ${values.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ];
}
