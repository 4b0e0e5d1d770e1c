import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const example = join(import.meta.dirname, '..');

test('the start script builds it, and it does not start in production: its mailbox would show codes to anybody', async () => {
  const tsup = join(example, '../../node_modules/tsup/dist/cli-default.js');
  await run(process.execPath, [tsup], { cwd: example });
  const started = run(process.execPath, [join(example, 'dist/main.js')], {
    env: { ...process.env, NODE_ENV: 'production', PORT: '0' },
  });
  await expect(started).rejects.toMatchObject({ stderr: expect.stringContaining('refuses to run') });
});
