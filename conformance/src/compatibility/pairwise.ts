import { type Cell, entryOf, type ModuleSystem } from './cell.ts';
import { databases } from './databases.ts';
import { frameworks } from './frameworks.ts';
import { sessionKinds } from './sessions.ts';

const MODULE_SYSTEMS: readonly ModuleSystem[] = ['ESM', 'CommonJS'];

/**
 * Few cells in which every two of framework, module system, kind of session and database engine meet, and every client
 * of a database and every module system. What cannot be combined is left out.
 */
export function pairwiseCells(): readonly Cell[] {
  const candidates = everyCell().map((cell) => ({ cell, pairs: pairsOf(cell) }));
  const missing = new Set(candidates.flatMap(({ pairs }) => pairs));
  const chosen: Cell[] = [];
  while (missing.size > 0) {
    const uses = countsOf(chosen.flatMap((cell) => Object.values(cell)));
    // As many missing pairs as possible, and then what was chosen least.
    const worth = ({ cell, pairs }: (typeof candidates)[number]): number =>
      1000 * pairs.filter((pair) => missing.has(pair)).length -
      Object.values(cell).reduce((sum, value) => sum + (uses.get(value) ?? 0), 0);
    const best = candidates.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    chosen.push(best.cell);
    for (const pair of best.pairs) missing.delete(pair);
  }
  return chosen;
}

function countsOf(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function everyCell(): readonly Cell[] {
  const databaseNames = Object.keys(databases);
  return Object.entries(frameworks).flatMap(([framework, mounted]) =>
    Object.entries(sessionKinds)
      .filter(([, kind]) => !kind.middleware || mounted.middleware)
      .flatMap(([sessions]) =>
        databaseNames.flatMap((database) =>
          MODULE_SYSTEMS.map((modules) => ({ framework, modules, sessions, database })),
        ),
      ),
  );
}

function pairsOf({ framework, modules, sessions, database }: Cell): readonly string[] {
  const { engine } = entryOf(databases, database);
  const values = [framework, modules, sessions, engine];
  const pairs = values.flatMap((one, index) => values.slice(index + 1).map((other) => `${one} × ${other}`));
  return [...pairs, `${modules} × ${database}`];
}
