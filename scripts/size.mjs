// The size of each package: files and lines of its source as the formatter leaves it, and the names that it exports.
// A declaration that several sub-paths or packages export counts once in each package and once in the sum. Names of the
// generated client count too. A type that is not exported, because the reference shows it in place, does not count.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const packages = join(dirname(import.meta.dirname), 'packages');
const generated = ['client/src/openapi.ts'];
const names = readdirSync(packages);
const entriesOf = (name) =>
  Object.values(JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).exports)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(packages, name, path));
const program = ts.createProgram(names.flatMap(entriesOf), {
  allowImportingTsExtensions: true,
  noEmit: true,
  module: ts.ModuleKind.NodeNext,
});
const checker = program.getTypeChecker();

const rows = names.map((name) => {
  const files = readdirSync(join(packages, name, 'src'), { recursive: true })
    .map((path) => `${name}/src/${path}`)
    .filter((path) => path.endsWith('.ts') && !generated.includes(path));
  const lines = files.map((path) => readFileSync(join(packages, path), 'utf8').split('\n').length - 1);
  return {
    name,
    files: files.length,
    lines: sum(lines),
    exported: new Set(entriesOf(name).flatMap(exportsOf)),
  };
});
const all = {
  name: 'all',
  files: sum(rows.map(({ files }) => files)),
  lines: sum(rows.map(({ lines }) => lines)),
  exported: new Set(rows.flatMap(({ exported }) => [...exported])),
};
console.table([...rows, all].map((row) => ({ ...row, exported: row.exported.size })));

function exportsOf(path) {
  return checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)))
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
}

function sum(numbers) {
  return numbers.reduce((one, other) => one + other, 0);
}
