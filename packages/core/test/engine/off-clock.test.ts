import { authenticatorFromUri } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import {
  accountOf,
  appSetup,
  challengeFor,
  enrol,
  openWorld,
  type Person,
  passwordSession,
  plainPolicy,
  type World,
} from './world.ts';

const MINUTE = 60_000;

async function equipped(): Promise<{ readonly world: World; readonly anna: Person }> {
  const world = await openWorld({ policy: plainPolicy });
  return { world, anna: await enrol(world, 'anna') };
}

/** What the app shows while its clock is ahead of the portal's by so much; negative where it is behind. */
async function answer({ mfa, clock }: World, { factorId, phone }: Person, aheadMs: number) {
  const { token } = await challengeFor(mfa, 'anna');
  return mfa.verify({ token, factorId, response: phone.code(clock.now() + aheadMs) });
}

test.each([
  { ahead: 8 * MINUTE, clockOffSeconds: 480 },
  { ahead: -3 * MINUTE, clockOffSeconds: -180 },
])(
  'FC7 a set-up says that the clock of the app is off by $clockOffSeconds s, and accepts no such code',
  async ({ ahead, clockOffSeconds }) => {
    const { mfa, clock } = await openWorld({ policy: plainPolicy });
    const caller = await passwordSession(mfa, 'anna');
    const { factorId, setup } = appSetup(await mfa.beginEnrolment({ caller, method: 'totp' }));
    const phone = authenticatorFromUri(setup.uri);
    const response = phone.code(clock.now() + ahead);
    expect(await mfa.confirmEnrolment({ caller, factorId, response })).toEqual({
      kind: 'rejected',
      attemptsLeft: 4,
      clockOffSeconds,
    });
    // Counted, and the same code is no better the next time.
    expect(await mfa.confirmEnrolment({ caller, factorId, response })).toMatchObject({ attemptsLeft: 3 });
    const right = { caller, factorId, response: phone.code(clock.now()) };
    expect(await mfa.confirmEnrolment(right)).toMatchObject({ kind: 'active' });
  },
);

test('FC7 at a sign-in one code of another time is refused like any wrong one, and the second says that the clock is off', async () => {
  const { world, anna } = await equipped();
  world.clock.advance(20 * MINUTE);
  expect(await answer(world, anna, -5 * MINUTE)).toEqual({ kind: 'rejected', attemptsLeft: 4 });
  // The same code again is one match, no matter who typed it.
  expect(await answer(world, anna, -5 * MINUTE)).toEqual({ kind: 'rejected', attemptsLeft: 3 });
  world.clock.advance(30_000);
  expect(await answer(world, anna, -5 * MINUTE)).toEqual({
    kind: 'rejected',
    attemptsLeft: 2,
    clockOffSeconds: -300,
  });
  expect((await accountOf(world, 'anna')).factors[0]?.failures.count).toBe(3);
  // The phone is put right, and what was noted of it is gone.
  expect(await answer(world, anna, 0)).toMatchObject({ kind: 'complete' });
  expect(Object.keys((await accountOf(world, 'anna')).factors[0]?.data ?? {})).not.toContain('offStep');
});

test('FC7 two codes whose distance differs, or that are further off than ten minutes, say nothing', async () => {
  const { world, anna } = await equipped();
  world.clock.advance(60 * MINUTE);
  expect(await answer(world, anna, 4 * MINUTE)).toEqual({ kind: 'rejected', attemptsLeft: 4 });
  world.clock.advance(30_000);
  expect(await answer(world, anna, 6 * MINUTE)).toEqual({ kind: 'rejected', attemptsLeft: 3 });
  world.clock.advance(30_000);
  expect(await answer(world, anna, 11 * MINUTE)).toEqual({ kind: 'rejected', attemptsLeft: 2 });
});

test('FC7 of an earlier step than the one before, or than the last that was accepted, nothing is said', async () => {
  const { world, anna } = await equipped();
  world.clock.advance(9 * MINUTE);
  expect(await answer(world, anna, 4 * MINUTE)).toEqual({ kind: 'rejected', attemptsLeft: 4 });
  expect(await answer(world, anna, 3.5 * MINUTE)).toEqual({ kind: 'rejected', attemptsLeft: 3 });
  expect(await answer(world, anna, -10 * MINUTE)).toEqual({ kind: 'rejected', attemptsLeft: 2 });
});
