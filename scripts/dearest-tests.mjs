// dearest-tests.mjs [tier]: the twenty tests of its last run that took longest, and the twenty files.
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const SHOWN = 20;
const root = dirname(import.meta.dirname);
const [tier = 'test'] = process.argv.slice(2);
const report = JSON.parse(await readFile(join(root, `node_modules/.cache/tests/${tier}.json`), 'utf8'));
const files = report.testResults.map(({ name, assertionResults }) => ({
  name: relative(root, name),
  tests: assertionResults.map(({ fullName, duration = 0 }) => ({ name: fullName, ms: duration })),
}));

const total = (tests) => tests.reduce((sum, { ms }) => sum + ms, 0);
show(
  'tests',
  files.flatMap((file) => file.tests.map(({ name, ms }) => ({ name: `${file.name}: ${name}`, ms }))),
);
show(
  'files',
  files.map(({ name, tests }) => ({ name: `${name} (${tests.length} tests)`, ms: total(tests) })),
);

function show(what, rows) {
  console.log(`The ${what} that took longest, in seconds:`);
  for (const { name, ms } of rows.toSorted((one, other) => other.ms - one.ms).slice(0, SHOWN)) {
    console.log(`${(ms / 1000).toFixed(2).padStart(8)}  ${name}`);
  }
}
