import { presetS1, presetS2 } from '@factorkit/core/policy';
import { lostAnswerStorage, throwingStorage } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import {
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  passwordSession,
  plainPolicy,
  sessionOf,
} from './world.ts';

const MINUTE = 60_000;

test('S2.11 signed in by backup code, the app can be removed and enrolled again: new secret, new codes', async () => {
  const world = await openWorld();
  const lost = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const verdict = await world.mfa.verifyBackupCode({ token, code: lost.backupCodes[4] });
  if (verdict.kind !== 'complete') throw new Error(verdict.kind);
  expect(verdict.assurance).toMatchObject({ amr: ['pwd', 'mfa'], level: 'multi-factor' });
  const session = sessionOf('anna', verdict.assurance);
  expect(await world.mfa.removeFactor({ caller: session, factorId: lost.factorId })).toMatchObject({
    kind: 'removed',
    enabled: false,
  });
  const fresh = await enrol(world, 'anna');
  expect(fresh.secret).not.toBe(lost.secret);
  expect(fresh.backupCodes).toHaveLength(10);
  const again = await challengeFor(world.mfa, 'anna');
  expect((await world.mfa.verifyBackupCode({ token: again.token, code: lost.backupCodes[5] })).kind).toBe(
    'rejected',
  );
});

test('R5 a used backup code is refused, and the count of those left is told', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const [code = ''] = anna.backupCodes;
  const use = async (typed: string): Promise<string> => {
    const { token } = await challengeFor(world.mfa, 'anna');
    return (await world.mfa.verifyBackupCode({ token, code: typed })).kind;
  };
  expect(await use(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe('complete');
  expect(await use(code)).toBe('code-used');
  const session = await codeSession(world, anna);
  expect((await world.mfa.describe({ caller: session })).backupCodes).toMatchObject({
    left: 9,
    issued: 10,
    acknowledged: true,
    low: false,
  });
});

test('FB12 FA22 of a used backup code that is typed again and again, ten events in ten minutes are in the trail', async () => {
  const world = await openWorld();
  const { backupCodes } = await enrol(world, 'anna');
  const [code = ''] = backupCodes;
  for (let use = 0; use < 25; use++) {
    const { token } = await challengeFor(world.mfa, 'anna');
    await world.mfa.verifyBackupCode({ token, code });
  }
  const refused = (await world.events('anna')).filter(({ type }) => type === 'backup-code.refused');
  expect(refused).toHaveLength(10);
});

test('S2.12 a password alone changes nothing once a factor is enrolled', async () => {
  const world = await openWorld();
  const before = await passwordSession(world.mfa, 'anna');
  const anna = await enrol(world, 'anna');
  const { factorId } = anna;
  // A session from before, that the portal failed to end.
  expect((await world.mfa.removeFactor({ caller: before, factorId })).kind).toBe('proof-required');
  expect((await world.mfa.renameFactor({ caller: before, factorId, label: 'mine' })).kind).toBe(
    'proof-required',
  );
  expect((await world.mfa.regenerateBackupCodes({ caller: before })).kind).toBe('proof-required');
  expect((await world.mfa.beginEnrolment({ caller: before, method: 'totp' })).kind).toBe('proof-required');
});

test('a change asks for fresh proof after a quarter of an hour, and a step-up gives it', async () => {
  const world = await openWorld({ policy: presetS1 });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  const { factorId } = anna;
  world.clock.advance(15 * MINUTE);
  expect((await world.mfa.describe({ caller: session })).factors[0]?.removal).toEqual({ kind: 'allowed' });
  world.clock.advance(1);
  expect((await world.mfa.describe({ caller: session })).factors[0]?.removal).toEqual({
    kind: 'proof-required',
  });
  expect(await world.mfa.removeFactor({ caller: session, factorId })).toMatchObject({
    kind: 'proof-required',
    factors: [{ factorId }],
    firstFactors: [],
    backupCode: false,
  });
  const stepUp = await world.mfa.beginStepUp({ caller: session, intent: { kind: 'remove', factorId } });
  if (stepUp.kind !== 'challenge') throw new Error(stepUp.kind);
  expect(stepUp.challenge.purpose).toBe('step-up');
  const response = anna.phone.code(world.clock.now());
  const verdict = await world.mfa.verify({ token: stepUp.token, caller: session, factorId, response });
  if (verdict.kind !== 'complete') throw new Error(verdict.kind);
  // S6: a step-up does not change when the sign-in was.
  expect(verdict.assurance.authenticatedAt).toBe(session.assurance.authenticatedAt);
  const raised = sessionOf('anna', verdict.assurance);
  expect((await world.mfa.beginStepUp({ caller: raised, intent: { kind: 'remove', factorId } })).kind).toBe(
    'complete',
  );
  expect((await world.mfa.removeFactor({ caller: raised, factorId })).kind).toBe('removed');
});

test('a fresh password counts where the policy says so, and a wrong one changes nothing', async () => {
  const policy = {
    ...presetS1,
    manage: { proof: { all: [{ of: ['password'], maxAge: '5m' }, { of: ['totp'] }] } },
  } as const;
  const world = await openWorld({ policy });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  world.clock.advance(6 * MINUTE);
  const { factorId } = anna;
  expect(await world.mfa.removeFactor({ caller: session, factorId })).toMatchObject({
    firstFactors: ['password'],
  });
  expect(await world.mfa.reauthenticate({ caller: session, password: 'wrong' })).toEqual({
    kind: 'rejected',
    attemptsLeft: 4,
  });
  const fresh = await world.mfa.reauthenticate({ caller: session, password: world.password });
  if (fresh.kind !== 'complete') throw new Error(fresh.kind);
  expect((await world.mfa.removeFactor({ caller: sessionOf('anna', fresh.assurance), factorId })).kind).toBe(
    'removed',
  );
});

test('several apps, each with a name; removing the primary promotes the other', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const phone = await enrol(world, 'anna', undefined, 'Phone');
  const tablet = await enrol(world, 'anna', await codeSession(world, phone), 'Tablet');
  world.clock.advance(30_000);
  const session = await codeSession(world, tablet);
  const { challenge } = await challengeFor(world.mfa, 'anna');
  expect(challenge.options.map(({ label }) => label)).toEqual(['Phone', 'Tablet']);
  expect(
    await world.mfa.renameFactor({ caller: session, factorId: tablet.factorId, label: '  My\n tablet ' }),
  ).toEqual({ kind: 'renamed' });
  expect(await world.mfa.removeFactor({ caller: session, factorId: phone.factorId })).toMatchObject({
    kind: 'removed',
    enabled: true,
  });
  expect((await world.mfa.describe({ caller: session })).factors).toMatchObject([
    { label: 'My tablet', primary: true },
  ]);
});

test('P2 success clears the count of the factor that was used, and of no other', async () => {
  const world = await openWorld({ policy: plainPolicy });
  const phone = await enrol(world, 'anna', undefined, 'Phone');
  const tablet = await enrol(world, 'anna', await codeSession(world, phone), 'Tablet');
  world.clock.advance(30_000);
  const answer = async (factorId: string, response: string): Promise<unknown> => {
    const { token } = await challengeFor(world.mfa, 'anna');
    return world.mfa.verify({ token, factorId, response });
  };
  for (const { factorId } of [phone, tablet]) {
    for (let attempt = 0; attempt < 2; attempt++) await answer(factorId, '000000');
  }
  await answer(phone.factorId, phone.phone.code(world.clock.now()));
  expect(await answer(phone.factorId, '000000')).toEqual({ kind: 'rejected', attemptsLeft: 4 });
  expect(await answer(tablet.factorId, '000000')).toEqual({ kind: 'rejected', attemptsLeft: 2 });
});

test('the policy limits how many of a method there may be, and keeps what it requires', async () => {
  const policy = {
    ...plainPolicy,
    methods: { totp: { allow: 'yes', max: 1 } },
    rules: [{ id: 'r', enrol: { of: ['totp'] } }],
  } as const;
  const world = await openWorld({ policy: plainPolicy });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  const strict = world.server({ policy });
  expect(await strict.beginEnrolment({ caller: session, method: 'totp' })).toEqual({
    kind: 'denied',
    reason: 'limit-reached',
  });
  expect(await strict.removeFactor({ caller: session, factorId: anna.factorId })).toEqual({
    kind: 'denied',
    reason: 'must-keep',
  });
  expect(await strict.beginEnrolment({ caller: session, method: 'sms' })).toEqual({
    kind: 'denied',
    reason: 'method-not-allowed',
  });
});

test('new backup codes end the old ones once they are acknowledged', async () => {
  const world = await openWorld({ policy: presetS2 });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  const made = await world.mfa.regenerateBackupCodes({ caller: session });
  if (made.kind !== 'regenerated') throw new Error(made.kind);
  await world.mfa.acknowledgeBackupCodes({ caller: session });
  const { token } = await challengeFor(world.mfa, 'anna');
  expect((await world.mfa.verifyBackupCode({ token, code: anna.backupCodes[0] })).kind).toBe('rejected');
  expect((await world.mfa.verifyBackupCode({ token, code: made.backupCodes[0] })).kind).toBe('complete');
});

test('FP11 S0.19 one request shows the same backup codes again until they are used or acknowledged', async () => {
  const world = await openWorld({ policy: presetS2 });
  const { mfa } = world;
  const caller = await codeSession(world, await enrol(world, 'anna'));
  const codesOf = async (requestId: string): Promise<readonly string[]> => {
    const made = await mfa.regenerateBackupCodes({ caller, requestId });
    if (made.kind !== 'regenerated') throw new Error(made.kind);
    return made.backupCodes;
  };
  const [one, other] = ['the first request', 'the second request'];
  const first = await codesOf(one);
  expect(await codesOf(one)).toEqual(first);
  // At once too: each shows codes that work.
  const [here, there] = await Promise.all([codesOf(other), codesOf(other)]);
  expect(here).toEqual(there);
  expect(here).not.toEqual(first);
  // A request of before makes other codes: none becomes valid again.
  expect((await codesOf(one)).filter((code) => first.includes(code))).toEqual([]);
  const shown = await codesOf(one);
  await mfa.acknowledgeBackupCodes({ caller });
  expect(await mfa.regenerateBackupCodes({ caller, requestId: one })).toEqual({
    kind: 'refused',
    reason: 'used',
  });
  const { token } = await challengeFor(mfa, 'anna');
  expect((await mfa.verifyBackupCode({ token, code: first[0] })).kind).toBe('rejected');
  expect((await mfa.verifyBackupCode({ token, code: shown[0] })).kind).toBe('complete');
  await expect(mfa.regenerateBackupCodes({ caller, requestId: 'short' })).rejects.toMatchObject({
    code: 'input-invalid',
  });
});

test('erasing leaves a trail of nobody, and tells the portal whose it was', async () => {
  const world = await openWorld();
  await enrol(world, 'anna');
  await world.mfa.eraseAccount({ userId: 'anna', source: { ip: '203.0.113.7' } });
  expect((await world.storage.load('anna')).stored).toBeUndefined();
  expect(await world.events('anna')).toEqual([]);
  const { events } = await world.storage.readEvents({ limit: 1000 });
  expect(events.at(-1)).toMatchObject({ type: 'account.erased', userId: expect.stringMatching(/^erased:/) });
  expect(new Set(events.map(({ userId }) => userId)).size).toBe(1);
  expect(JSON.stringify(events)).not.toMatch(/anna|203\.0\.113\.7/);
  expect(world.told.at(-1)).toEqual({
    ...events.at(-1),
    userId: 'anna',
    source: { ip: '203.0.113.7' },
  });
  expect((await passwordSession(world.mfa, 'anna')).assurance.level).toBe('single-factor');
});

test('an erasure whose answer was lost is found in the trail, and one that failed is not claimed', async () => {
  const world = await openWorld();
  await enrol(world, 'anna');
  const deletes = ({ method }: { readonly method: string }): boolean => method === 'delete';
  const failing = world.server({ storage: throwingStorage(world.storage, deletes) });
  await expect(failing.eraseAccount({ userId: 'anna' })).rejects.toMatchObject({ code: 'storage-failed' });
  expect((await world.storage.load('anna')).stored).toBeDefined();
  const deaf = world.server({ storage: lostAnswerStorage(world.storage, deletes) });
  await deaf.eraseAccount({ userId: 'anna' });
  expect((await world.storage.load('anna')).stored).toBeUndefined();
  expect(world.told.filter(({ type }) => type === 'account.erased')).toHaveLength(1);
});

test('two erasures of one user have nothing in common', async () => {
  const world = await openWorld();
  for (const _time of [1, 2]) {
    await enrol(world, 'anna');
    await world.mfa.eraseAccount({ userId: 'anna' });
  }
  const { events } = await world.storage.readEvents({ limit: 1000 });
  expect(new Set(events.map(({ userId }) => userId)).size).toBe(2);
});
