import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authenticatorFromUri } from '@factorkit/testkit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { hostTests } from '../../minimal-express/test/host-tests.ts';
import { run } from '../../minimal-express/test/running.ts';
import { visit } from '../../minimal-express/test/visitor.ts';

const LOGIN = { name: 'anna', password: 'correct-horse' };
const example = join(import.meta.dirname, '..');

// The first half of the start script: Node takes types off, and leaves decorators alone.
beforeAll(async () => {
  const tsup = join(example, '../../node_modules/tsup/dist/cli-default.js');
  await promisify(execFile)(process.execPath, [tsup], { cwd: example });
});

hostTests(() => run(join(example, 'dist/main.js')));

test('the password signs in until an app is set up, and a code is asked for from then on', async () => {
  const { origin, stop } = await run(join(example, 'dist/main.js'));
  onTestFinished(stop);
  const anna = visit(origin);
  expect(await anna.send('/login', { ...LOGIN, password: 'guessed' })).toMatchObject({ status: 401 });
  expect((await anna.send('/login', LOGIN)).json).toMatchObject({ kind: 'complete' });
  expect(await anna.send('/me')).toMatchObject({
    status: 401,
    json: { code: 'insufficient-user-authentication' },
  });

  // The phone: its code of now proves the set-up and is spent by it, the next one is good for the sign-in.
  const begun = await anna.send('/mfa/factors', { method: 'totp' });
  const { factorId, setup } = Object(begun.json.enrolment);
  const phone = authenticatorFromUri(setup.uri);
  const now = Date.now();
  await anna.send(`/mfa/factors/${factorId}/confirm`, { response: phone.code(now) });

  const elsewhere = visit(origin);
  expect((await elsewhere.send('/login', LOGIN)).json).toMatchObject({ kind: 'challenge' });
  expect(await elsewhere.send('/me')).toMatchObject({ status: 401, json: { code: 'no-session' } });
  const wrong = await elsewhere.send('/mfa/challenge/verify', { factorId, response: '000000' });
  expect([wrong.status, wrong.json]).toMatchObject([422, { code: 'rejected' }]);
  await elsewhere.send('/mfa/challenge/verify', { factorId, response: phone.code(now + 30_000) });
  expect((await elsewhere.send('/me')).json).toEqual({ userId: 'u-1', amr: ['pwd', 'otp', 'mfa'] });
});

test('its main file stays under 70 lines', async () => {
  const main = await readFile(join(example, 'src/main.ts'), 'utf8');
  expect(main.split('\n').length - 1).toBeLessThan(70);
});
