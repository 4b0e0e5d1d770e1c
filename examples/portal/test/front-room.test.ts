import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createFakeClock, createSeededRandom } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { readOrMakeKeyring } from '../src/keyring-file.ts';
import { createDirectory } from '../src/people/directory.ts';
import { createSignIns } from '../src/session/sign-ins.ts';
import { START } from './portal-test.ts';

test('the demo keyring is made once, for its owner alone, and read again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-keyring-'));
  try {
    const file = join(folder, 'keyring.json');
    const made = readOrMakeKeyring(file, createSeededRandom(1));
    expect(made.made).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(readOrMakeKeyring(file, createSeededRandom(2))).toEqual({ keys: made.keys, made: false });
    expect(await readFile(file, 'utf8')).toContain('"demo-1"');
    await writeFile(file, '{}');
    expect(() => readOrMakeKeyring(file, createSeededRandom(3))).toThrow('is not a demo keyring');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the demo does not start in production: its mailbox would show codes to anybody', async () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const started = promisify(execFile)(process.execPath, [main], {
    env: { ...process.env, NODE_ENV: 'production', PORT: '0' },
  });
  await expect(started).rejects.toMatchObject({ stderr: expect.stringContaining('refuses to run') });
});

test('FB8 of many passwords tried at once only the first five are judged', async () => {
  const clock = createFakeClock({ nowMs: START });
  const person = { userName: 'eve', fullName: 'Eve', email: 'eve@example.com', password: 'right' };
  const directory = await createDirectory({ portalId: 'x', people: [person], clock: clock.now });
  const tries = Array.from({ length: 20 }, () => directory.checkPassword('eve', 'wrong'));
  const kinds = (await Promise.all(tries)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'wrong').length).toBe(5);
  expect((await directory.checkPassword('eve', 'right')).kind).toBe('paused');
  clock.advance(30_000);
  expect(await directory.checkPassword(' EVE ', 'right')).toMatchObject({
    kind: 'right',
    person: { userId: 'x:eve' },
  });
});

test('ending sign-ins spares the one that is named, and no dead one comes back by being named', () => {
  const signIns = createSignIns(() => 0);
  const [here, there] = [signIns.begin('u'), signIns.begin('u')];
  signIns.endAll('u', { except: here });
  expect([signIns.isAlive('u', here), signIns.isAlive('u', there)]).toEqual([true, false]);
  signIns.endAll('u', { except: there });
  expect([signIns.isAlive('u', here), signIns.isAlive('u', there)]).toEqual([false, false]);
});
