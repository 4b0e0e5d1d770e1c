// Fails where a requirement of conformance/requirements.json is in the name of no test, or names a patch that is not
// there. A requirement of something that is not offered says so.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const requirements = JSON.parse(readFileSync(join(root, 'conformance/requirements.json'), 'utf8'));

const files = execFileSync('git', ['ls-files', '*.ts', '*.json'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /(^|\/)test\//.test(file) && file.endsWith('.ts') && existsSync(join(root, file)));

// A name is a text: of the test itself, or of a row of its table. Comments do not count.
const texts = files
  .flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n'))
  .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line))
  .flatMap((line) => line.match(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`?|"(?:[^"\\]|\\.)*"/g) ?? []);

const isNamed = (id) => texts.some((text) => new RegExp(`(?<![A-Za-z0-9.])${id}(?![A-Za-z0-9.])`).test(text));

const faults = [];
for (const { id, notOffered, patches = [] } of requirements) {
  if (notOffered === undefined && !isNamed(id)) faults.push(`${id} is in the name of no test`);
  for (const patch of patches) {
    if (!existsSync(join(root, 'test/faults', patch))) faults.push(`${id}: test/faults/${patch} is missing`);
  }
}

if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write(`${requirements.length} requirements, each in a test or not offered\n`);
