// Every declaration of a portal can be emitted, whatever it infers from Factorkit: no inferred type needs a name that
// the packages do not export (TS2742, TS4023 and the like). The compiler has to write down what each function takes and
// returns, and each member of each type.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const options = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  declaration: true,
  emitDeclarationOnly: true,
  skipLibCheck: true,
};
// For the packages of Factorkit, whose declarations are bundled, not for portals.
const OURS = '@factorkit/core/schema';
const modules = readdirSync('node_modules/@factorkit').flatMap((name) => {
  const manifest = JSON.parse(readFileSync(`node_modules/@factorkit/${name}/package.json`, 'utf8'));
  const entries = Object.entries(manifest.exports).filter(([, entry]) => entry.import?.types !== undefined);
  return entries.map(([entry]) => `@factorkit/${name}${entry.slice(1)}`).filter((entry) => entry !== OURS);
});
writeFileSync(
  'imports.mts',
  modules.map((name, index) => `import * as m${index} from '${name}';\n`).join(''),
);
const imports = ts.createProgram(['imports.mts'], options);
const checker = imports.getTypeChecker();

const files = modules.map((name, index) => {
  const statement = imports.getSourceFile('imports.mts').statements[index];
  const symbols = checker
    .getExportsOfModule(checker.getSymbolAtLocation(statement.moduleSpecifier))
    .map((symbol) => [symbol.name, resolved(symbol)]);
  const values = symbols.filter(([, { flags }]) => flags & ts.SymbolFlags.Value);
  const types = symbols.filter(
    ([, { flags }]) => flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias),
  );
  const lines = [
    `import type * as all from '${name}';`,
    ...values.map(([value]) => `export const ${value} = written(null as unknown as typeof all.${value});`),
    ...types.map(
      ([type, symbol]) => `export const ${type} = written(null as unknown as all.${type}${anyFor(symbol)});`,
    ),
    'function written<Input extends unknown[], Output>(value: (...input: Input) => Output): [Input, Output];',
    'function written<Value>(value: Value): { [Name in keyof Value]: Value[Name] };',
    'function written(value: unknown) {',
    '  return value;',
    '}',
    '',
  ];
  writeFileSync(`nameable-${index}.mts`, lines.join('\n'));
  return `nameable-${index}.mts`;
});
const program = ts.createProgram(files, options);
const problems = [...ts.getPreEmitDiagnostics(program), ...files.flatMap(declarationProblems)];
const text = ts.formatDiagnostics([...new Set(problems)], {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => process.cwd(),
  getNewLine: () => '\n',
});
if (text !== '') throw new Error(text);

function declarationProblems(name) {
  return program.getDeclarationDiagnostics(program.getSourceFile(name));
}

function resolved(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function anyFor(symbol) {
  const parameters = symbol.declarations?.[0]?.typeParameters ?? [];
  return parameters.length === 0 ? '' : `<${parameters.map(() => 'any').join(', ')}>`;
}
