// Run in a package after tsup: writes each declaration again under the name that TypeScript looks for beside a `.cjs`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

for (const name of readdirSync('dist', { recursive: true })) {
  if (!name.endsWith('.d.ts')) continue;
  const text = readFileSync(join('dist', name), 'utf8');
  const renamed = text.replace(/\b(from |import\()(['"])(\.[^'"]*)\.js\2/g, '$1$2$3.cjs$2');
  writeFileSync(join('dist', name.replace(/\.d\.ts$/, '.d.cts')), renamed);
}
