import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('R2 costs N = 2^14 outside these tests, whatever the environment says', async () => {
  const module = new URL('../../src/factors/backup-code.ts', import.meta.url).href;
  const script = `
    const { createBackupCodes } = await import(${JSON.stringify(module)});
    const random = (length) => crypto.getRandomValues(new Uint8Array(length));
    const { set } = await createBackupCodes({ limits: { count: 1, bits: 64 }, random, now: 0 });
    console.log(JSON.stringify(set.kdf));`;
  const env = { ...process.env, FACTORKIT_TESTS: 'quick' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env,
  });
  expect(JSON.parse(stdout)).toEqual({ name: 'scrypt', n: 2 ** 14, r: 8, p: 1 });
});
