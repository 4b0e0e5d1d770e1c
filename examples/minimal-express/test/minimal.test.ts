import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { hostTests } from './host-tests.ts';
import { type Running, run } from './running.ts';
import { setUpPhone, visit } from './visitor.ts';

const LOGIN = { name: 'anna', password: 'correct-horse' };

hostTests(() => run(join(import.meta.dirname, '../src/main.ts')));

async function running(script: string): Promise<Running> {
  const portal = await run(join(import.meta.dirname, '..', script));
  onTestFinished(() => portal.stop());
  return portal;
}

test('the portal without Factorkit signs in with a password', async () => {
  const { origin } = await running('src/before.ts');
  const anna = visit(origin);
  expect(await anna.send('/login', { ...LOGIN, password: 'guessed' })).toMatchObject({ status: 401 });
  expect((await anna.send('/login', LOGIN)).json).toMatchObject({ kind: 'complete' });
  expect((await anna.send('/me')).json).toMatchObject({ userId: 'u-1' });
  await anna.send('/logout', {});
  expect((await anna.send('/me')).json).toEqual({});
});

test('with Factorkit it does so until an app is set up, and asks for a code from then on', async () => {
  const { origin } = await running('src/main.ts');
  const anna = visit(origin);
  expect((await anna.send('/login', LOGIN)).json).toMatchObject({ kind: 'complete' });
  const phone = await setUpPhone(anna);

  const elsewhere = visit(origin);
  expect((await elsewhere.send('/login', LOGIN)).json).toMatchObject({ kind: 'challenge' });
  expect((await elsewhere.send('/me')).json).toEqual({});
  const { factorId } = phone;
  const wrong = await elsewhere.send('/mfa/challenge/verify', { factorId, response: '000000' });
  expect([wrong.status, wrong.json]).toMatchObject([422, { code: 'rejected' }]);
  const done = await elsewhere.send('/mfa/challenge/verify', { factorId, response: phone.code });
  expect(done.json).toMatchObject({ kind: 'complete', amr: ['pwd', 'otp', 'mfa'] });
  expect((await elsewhere.send('/me')).json).toMatchObject({ userId: 'u-1' });

  // Kept in the file, and active for the next person who knows the password.
  expect((await visit(origin).send('/login', LOGIN)).json).toMatchObject({ kind: 'challenge' });
});

test('adding Factorkit changes at most 27 lines, the portal stays under 90, and the README shows the diff', async () => {
  const sources = join(import.meta.dirname, '..', 'src');
  const main = await readFile(join(sources, 'main.ts'), 'utf8');
  expect(main.split('\n').length - 1).toBeLessThan(90);

  const added = (await diff(sources)).filter((line) => line.startsWith('+'));
  expect(added.length).toBeGreaterThan(0);
  expect(added.length).toBeLessThanOrEqual(27);
  const readme = await readFile(join(sources, '../../../README.md'), 'utf8');
  const shown = /```diff\n([\s\S]*?)```/.exec(readme)?.[1]?.split('\n') ?? [];
  expect(shown.filter((line) => /^[+-]/.test(line))).toEqual(await diff(sources));
});

/** The lines that went and came, in their order. */
async function diff(folder: string): Promise<readonly string[]> {
  // It ends with 1 where the two differ, which they do.
  const { stdout } = await promisify(execFile)('diff', ['-U0', 'before.ts', 'main.ts'], {
    cwd: folder,
  }).catch((ended: { readonly stdout: string }) => ended);
  return stdout
    .trimEnd()
    .split('\n')
    .filter((line) => !/^(---|\+\+\+|@@)/.test(line));
}
