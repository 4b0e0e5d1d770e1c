import { inspect } from 'node:util';
import type { StorageAdapter } from '@factorkit/core';
import { decodeBase32 } from '@factorkit/core/otp';
import { authenticatorFromUri, throwingStorage } from '@factorkit/testkit';
import { expect, test, vi } from 'vitest';
import { overheard } from './overheard.ts';
import {
  appSetup,
  challengeFor,
  codeSession,
  openWorld,
  passwordSession,
  sessionOf,
  wrongCode,
} from './world.ts';

test('A10 O7 no secret and no code is in a result, an error, an event, the store or the console, but where it is first shown', async () => {
  const log: string[] = [];
  const streams = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...args) => void log.push(inspect(args, { depth: null }))),
  );
  const world = await openWorld();
  // Every state that is ever stored, not only the last.
  const storage: StorageAdapter = {
    ...world.storage,
    save: (userId, next, expected, events) => {
      log.push(JSON.stringify({ next, events }));
      return world.storage.save(userId, next, expected, events);
    },
  };
  const silent = world.server({ storage });
  const mfa = overheard(silent, log);

  const session = await passwordSession(mfa, 'anna');
  const begun = await silent.beginEnrolment({ caller: session, method: 'totp' });
  const { factorId, setup } = appSetup(begun);
  const phone = authenticatorFromUri(setup.uri);
  const typed: string[] = [wrongCode({ phone }, world.clock.now()), phone.code(world.clock.now())];
  await mfa.confirmEnrolment({ caller: session, factorId, response: typed[0] });
  const confirmed = await silent.confirmEnrolment({ caller: session, factorId, response: typed[1] });
  if (confirmed.kind !== 'acknowledge') throw new Error(confirmed.kind);
  await mfa.acknowledgeBackupCodes({ caller: session, factorId });
  await mfa.resumeEnrolment({ caller: session, factorId });

  world.clock.advance(30_000);
  const person = {
    userId: 'anna',
    phone,
    factorId,
    secret: setup.secret,
    backupCodes: confirmed.backupCodes,
  };
  typed.push(phone.code(world.clock.now()));
  const signedIn = await codeSession({ ...world, mfa }, person);
  await mfa.describe({ caller: signedIn });
  await mfa.renameFactor({ caller: signedIn, factorId, label: 'Phone' });
  const { token } = await challengeFor(mfa, 'anna');
  await mfa.describeChallenge({ token });
  await mfa.verify({ token, factorId, response: typed[0] });
  await mfa.verifyBackupCode({ token, code: 'AAAA-BBBB-CCCC-DDDD' });
  const verdict = await mfa.verifyBackupCode({ token, code: confirmed.backupCodes[0] });
  if (verdict.kind !== 'complete') throw new Error(verdict.kind);

  const broken = overheard(world.server({ storage: throwingStorage(world.storage) }), log);
  await broken.verify({ token, factorId, response: typed[1] }).catch(() => undefined);
  const mute = async (): Promise<never> => {
    throw new Error('down');
  };
  const sealed = overheard(world.server({ sealer: { seal: mute, open: mute } }), log);
  world.clock.advance(30_000);
  typed.push(phone.code(world.clock.now()));
  const next = await challengeFor(world.mfa, 'anna');
  await sealed.verify({ token: next.token, factorId, response: typed.at(-1) }).catch(() => undefined);
  await mfa.reauthenticate({ caller: signedIn, password: 'a wrong password' });
  await mfa.removeFactor({ caller: sessionOf('anna', verdict.assurance), factorId }).catch(() => undefined);

  log.push(JSON.stringify(await world.events('anna')), JSON.stringify(world.told));
  for (const stream of streams) stream.mockRestore();

  const printed = log.join('\n');
  const bytes = decodeBase32(setup.secret);
  const spellings = [
    setup.secret,
    Buffer.from(bytes).toString('hex'),
    Buffer.from(bytes).toString('base64url'),
    Buffer.from(bytes).toString('base64'),
  ];
  const backup = confirmed.backupCodes.flatMap((code) => [code, code.replaceAll('-', '')]);
  for (const canary of [...spellings, ...backup, world.password, 'a wrong password', 'AAAA-BBBB-CCCC-DDDD']) {
    expect(printed.includes(canary), 'a secret, password or backup code was printed').toBe(false);
  }
  // Six digits stand in longer numbers by chance: as a number of their own they must not.
  for (const code of typed)
    expect(new RegExp(`(?<![0-9A-Za-z_-])${code}(?![0-9A-Za-z_-])`).test(printed)).toBe(false);
  // The search can find what is there: the factor's id, in the same texts.
  expect(printed.includes(factorId)).toBe(true);
});
