// The size of each package: files and lines of its source as the formatter leaves it, and the names that it exports.
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
  const exported = entriesOf(name).map(
    (path) => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path))).length,
  );
  return { name, files: files.length, lines: sum(lines), exported: sum(exported) };
});
const all = (member) => sum(rows.map((row) => row[member]));
console.table([
  ...rows,
  { name: 'all', files: all('files'), lines: all('lines'), exported: all('exported') },
]);

function sum(numbers) {
  return numbers.reduce((one, other) => one + other, 0);
}
