import type { VerifyOutcome } from '@factorkit/core';
import { presetS2 } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { stores } from './stores.ts';
import {
  appSetup,
  challengeFor,
  enrol,
  openWorld,
  passwordSession,
  tally,
  type World,
  wrongCode,
} from './world.ts';

const HOUR = 3_600_000;

/** Alternates between the two servers. */
function either({ mfa, second }: World, index: number): World['mfa'] {
  return index % 2 === 0 ? mfa : second;
}

describe.each(stores)('on $name, two servers over one store', ({ open }) => {
  test('T5 the same right code sent 50 times at once, by one challenge: one is accepted', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = anna.phone.code(world.clock.now());
    const verdicts = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        either(world, i).verify({ token, factorId: anna.factorId, response }),
      ),
    );
    expect(tally(verdicts)).toEqual({ complete: 1, refused: 49 });
    expect((await world.events('anna')).filter(({ type }) => type === 'factor.accepted')).toHaveLength(1);
  });

  test('T5 the same right code sent to 50 challenges at once: one is accepted', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const response = anna.phone.code(world.clock.now());
    const challenges = await Promise.all(
      Array.from({ length: 50 }, (_, i) => challengeFor(either(world, i), 'anna')),
    );
    const verdicts = await Promise.all(
      challenges.map(({ token }, i) => either(world, i).verify({ token, factorId: anna.factorId, response })),
    );
    expect(tally(verdicts)).toEqual({ complete: 1, 'code-used': 49 });
  });

  test('H4 P4 of 100 guesses at once, on challenges begun before, at most 5 are judged', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const challenges = await Promise.all(
      Array.from({ length: 100 }, (_, i) => challengeFor(either(world, i), 'anna')),
    );
    const response = wrongCode(anna, world.clock.now());
    const verdicts = await Promise.all(
      challenges.map(({ token }, i) => either(world, i).verify({ token, factorId: anna.factorId, response })),
    );
    const judged = (await world.events('anna')).filter(({ type }) => type === 'factor.rejected');
    expect(judged).toHaveLength(5);
    // The fifth wrong answer is told of the lock it caused; the other 95 meet it.
    expect(tally(verdicts)).toEqual({ rejected: 4, locked: 96 });
  });

  test('T5 an older step after a newer one is refused, also when the clock steps back', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const now = world.clock.now();
    const first = await challengeFor(world.mfa, 'anna');
    const accepted = await world.mfa.verify({ ...answerTo(first), response: anna.phone.code(now + 30_000) });
    expect(accepted.kind).toBe('complete');
    const second = await challengeFor(world.second, 'anna');
    expect(await world.second.verify({ ...answerTo(second), response: anna.phone.code(now) })).toEqual({
      kind: 'rejected',
      attemptsLeft: 4,
    });
    world.clock.advance(-60_000);
    const third = await challengeFor(world.mfa, 'anna');
    expect((await world.mfa.verify({ ...answerTo(third), response: anna.phone.code(now) })).kind).toBe(
      'rejected',
    );
  });

  test('H4 H5 failures count across challenges and restarts, and a right code while locked is refused', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    for (let attempt = 1; attempt <= 5; attempt++) {
      const restarted = world.server({});
      const challenge = await challengeFor(restarted, 'anna');
      const verdict = await restarted.verify({
        ...answerTo(challenge),
        response: wrongCode(anna, world.clock.now()),
      });
      expect(verdict).toEqual(
        attempt < 5
          ? { kind: 'rejected', attemptsLeft: 5 - attempt }
          : { kind: 'locked', retryAt: world.clock.now() + 30_000 },
      );
    }
    expect((await world.events('anna')).filter(({ type }) => type === 'factor.locked')).toHaveLength(1);
    world.clock.advance(29_999);
    const early = await challengeFor(world.mfa, 'anna');
    const right = anna.phone.code(world.clock.now());
    expect((await world.mfa.verify({ ...answerTo(early), response: right })).kind).toBe('locked');
    world.clock.advance(1);
    expect((await world.mfa.verify({ ...answerTo(early), response: right })).kind).toBe('complete');
  });

  test('P1 after 100 failures in a row the factor is suspended, and the 101st answer is refused though right', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    let verdict: VerifyOutcome = { kind: 'rejected', attemptsLeft: 0 };
    for (let attempt = 1; attempt <= 100; attempt++) {
      const challenge = await challengeFor(world.mfa, 'anna');
      verdict = await world.mfa.verify({
        ...answerTo(challenge),
        response: wrongCode(anna, world.clock.now()),
      });
      world.clock.advance(HOUR);
    }
    expect(verdict).toEqual({ kind: 'suspended' });
    const { token, challenge } = await challengeFor(world.mfa, 'anna');
    // What is suspended stays enrolled: it opens nothing, and only the backup code is offered.
    expect(challenge).toMatchObject({ options: [], backupCode: true });
    const response = anna.phone.code(world.clock.now());
    expect(await world.mfa.verify({ token, factorId: anna.factorId, response })).toEqual({
      kind: 'suspended',
    });
    expect((await world.mfa.verifyBackupCode({ token, code: anna.backupCodes[0] })).kind).toBe('complete');
  });

  test('S2.10 R1 50 redemptions of one backup code at once: one is accepted', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const challenges = await Promise.all(
      Array.from({ length: 50 }, (_, i) => challengeFor(either(world, i), 'anna')),
    );
    const [code] = anna.backupCodes;
    const verdicts = await Promise.all(
      challenges.map(({ token }, i) => either(world, i).verifyBackupCode({ token, code })),
    );
    expect(tally(verdicts).complete).toBe(1);
    expect((await world.events('anna')).filter(({ type }) => type === 'backup-code.accepted')).toHaveLength(
      1,
    );
  });

  test('R3 the cap is shared by the whole list of backup codes, and apart from the app', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    for (let attempt = 1; attempt <= 5; attempt++) {
      const { token } = await challengeFor(world.mfa, 'anna');
      await world.mfa.verifyBackupCode({ token, code: `0000-0000-0000-000${attempt}` });
    }
    const challenge = await challengeFor(world.mfa, 'anna');
    const { token } = challenge;
    expect((await world.mfa.verifyBackupCode({ token, code: anna.backupCodes[3] })).kind).toBe('locked');
    // P3: the lock of one way in never closes another.
    const response = anna.phone.code(world.clock.now());
    expect((await world.mfa.verify({ ...answerTo(challenge), response })).kind).toBe('complete');
  });

  test('three enrolments begun and confirmed at once leave one consistent account', async () => {
    const world = await openWorld({
      open,
      policy: { ...presetS2, backupCodes: { issue: 'first-setup', acknowledge: 'record' } },
    });
    const session = await passwordSession(world.mfa, 'anna');
    const begun = await Promise.all(
      [0, 1, 2].map((i) => either(world, i).beginEnrolment({ caller: session, method: 'totp' })),
    );
    const confirmed = await Promise.all(
      begun.map((result, i) => {
        const { factorId, setup } = appSetup(result);
        const response = authenticatorFromUri(setup.uri).code(world.clock.now());
        return either(world, i).confirmEnrolment({ caller: session, factorId, response });
      }),
    );
    expect(tally(confirmed)).toEqual({ active: 1, refused: 2 });
    const winner = confirmed.find((result) => result.kind === 'active');
    const { challenge } = await challengeFor(world.second, 'anna');
    expect(challenge.options.map(({ factorId }) => factorId)).toEqual([winner?.factorId]);
  });
});

function answerTo({ token, challenge }: Awaited<ReturnType<typeof challengeFor>>): {
  token: string;
  factorId: string;
} {
  const [option] = challenge.options;
  if (option === undefined) throw new Error('the challenge offers no factor');
  return { token, factorId: option.factorId };
}
