import type { Mfa } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { enrolCode, openPost } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, enrol, openWorld, plainPolicy, type World, wrongCode } from './world.ts';

const DAY = 86_400_000;

/** Another server over the same store, a day ahead of the world. */
function serverAhead(world: World): Mfa {
  return world.server({ clock: () => world.clock.now() + DAY });
}

describe.each(stores)('FS5 a server whose clock is a day ahead, over $name', ({ open }) => {
  test('locks nobody out of the others, and the wrong codes of both are one count', async () => {
    const world = await openWorld({ open, policy: plainPolicy });
    const anna = await enrol(world, 'anna');
    const ahead = serverAhead(world);
    for (let tries = 0; tries < 5; tries++) {
      const { token } = await challengeFor(ahead, 'anna');
      const response = anna.phone.code(world.clock.now());
      expect((await ahead.verify({ token, factorId: anna.factorId, response })).kind).not.toBe('complete');
    }
    const { token } = await challengeFor(world.mfa, 'anna');
    const wrong = { token, factorId: anna.factorId, response: wrongCode(anna, world.clock.now()) };
    const locked = await world.mfa.verify(wrong);
    if (locked.kind !== 'locked') throw new Error(locked.kind);
    // The sixth failure in a row: counted with the five before it, and from now on.
    expect(locked.retryAt).toBeGreaterThan(world.clock.now());
    expect(locked.retryAt).toBeLessThanOrEqual(world.clock.now() + 3_600_000);
    world.clock.set(locked.retryAt);
    const again = await challengeFor(world.mfa, 'anna');
    const response = anna.phone.code(world.clock.now());
    expect((await world.mfa.verify({ token: again.token, factorId: anna.factorId, response })).kind).toBe(
      'complete',
    );
  });

  test('lets the right code in at once elsewhere', async () => {
    const world = await openWorld({ open, policy: plainPolicy });
    const anna = await enrol(world, 'anna');
    const ahead = serverAhead(world);
    for (let tries = 0; tries < 5; tries++) {
      const { token } = await challengeFor(ahead, 'anna');
      await ahead.verify({ token, factorId: anna.factorId, response: wrongCode(anna, world.clock.now()) });
    }
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = anna.phone.code(world.clock.now());
    expect((await world.mfa.verify({ token, factorId: anna.factorId, response })).kind).toBe('complete');
  });

  test('keeps nobody waiting for a code', async () => {
    const post = await openPost({ open });
    const { factorId } = await enrolCode(post, 'email');
    const ahead = serverAhead(post);
    const early = await challengeFor(ahead, 'anna');
    expect((await ahead.sendCode({ token: early.token, factorId })).kind).toBe('sent');
    const { token } = await challengeFor(post.mfa, 'anna');
    expect((await post.mfa.sendCode({ token, factorId })).kind).toBe('sent');
  });

  test('forgets no answered challenge', async () => {
    const world = await openWorld({ open, policy: plainPolicy });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = anna.phone.code(world.clock.now());
    await world.mfa.verify({ token, factorId: anna.factorId, response });
    const ahead = serverAhead(world);
    const other = await challengeFor(ahead, 'anna');
    await ahead.verify({
      token: other.token,
      factorId: anna.factorId,
      response: wrongCode(anna, world.clock.now()),
    });
    world.clock.advance(30_000);
    const replay = { token, factorId: anna.factorId, response: anna.phone.code(world.clock.now()) };
    expect(await world.mfa.verify(replay)).toMatchObject({ kind: 'refused' });
  });
});
