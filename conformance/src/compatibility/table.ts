import { type Cell, entryOf, type Walked } from './cell.ts';
import { frameworks } from './frameworks.ts';
import type { Installation } from './installation.ts';

/** A cell that was run. */
export interface CellRun {
  readonly cell: Cell;
  readonly walked: Walked;
}

const INTRODUCTION = `# Compatibility

This page is printed by the tests: \`npx -y pnpm@12.21.0 test:soak compatibility -u\`. Do not edit it. Each line is a portal
outside the workspace, with the packages from their tarballs. Every two of framework, module system, kind of session and
database meet in a line, and so do every module system and every client of a database.

In each, three clients of one user sign in with a password, set up an authenticator app with backup codes, answer the
challenge of the next sign-in (a wrong code is refused), sign in with a backup code, prove themselves again for an action, and
remove the app, which ends the other sessions. The columns show what the portal answered: the number of backup codes, the
methods of the session (RFC 8176), the codes that are left, the action, and the sessions that ended.
`;

export async function compatibilityPage(
  runs: readonly CellRun[],
  { version }: Installation,
): Promise<string> {
  const lines = await Promise.all(
    runs.map(async ({ cell, walked }, index) => {
      const { edition, shown } = entryOf(frameworks, cell.framework);
      const framework = `${cell.framework} (${await version(edition, shown)})`;
      const { modules, sessions, database } = cell;
      return row([String(index + 1), framework, modules, sessions, database, ...Object.values(walked)]);
    }),
  );
  const columns = ['', 'framework', 'modules', 'sessions', 'database', ...Object.keys(runs[0]?.walked ?? {})];
  const rule = columns.map(() => '---');
  return `${[INTRODUCTION, row(columns), row(rule), ...lines].join('\n')}\n`;
}

function row(columns: readonly string[]): string {
  return `| ${columns.join(' | ')} |`;
}
