import type { Mfa } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { openNotified, settled } from './notified.ts';
import { stores } from './stores.ts';
import { challengeFor, codeSession } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(stores)('on $name', ({ open }) => {
  test('FA33 anyone who knows the password and never gets further is told to the owner: at the fifth, once a day', async () => {
    const town = await openNotified({ open });
    await settled(town);
    const told: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt++) {
      await challengeFor(attempt % 2 ? town.mfa : town.second, 'anna');
      await town.mfa.dispatchNotices({ everyone: true });
      if (town.messages.length > 0) told.push(attempt);
      town.messages.length = 0;
    }
    expect(told).toEqual([5]);
    town.clock.advance(DAY);
    for (let attempt = 1; attempt <= 5; attempt++) await challengeFor(town.mfa, 'anna');
    await town.mfa.dispatchNotices({ everyone: true });
    expect(town.messages.map(({ about, to }) => [about, to.id])).toEqual([
      ['sign-in.unfinished', 'mail'],
      ['sign-in.unfinished', 'phone'],
    ]);
    const events = (await town.events('anna')).filter(({ type }) => type === 'sign-in.unfinished');
    expect(events).toMatchObject([{ count: 5 }, { count: 5 }]);
  });

  test('FA33 the owner who finishes starts the count again, and is not told of their own sign-ins', async () => {
    const town = await openNotified({ open });
    const { anna } = await settled(town);
    for (let round = 0; round < 6; round++) {
      town.clock.advance(HOUR);
      for (let attempt = 0; attempt < 3; attempt++) await challengeFor(town.mfa, 'anna');
      await codeSession(town, anna);
    }
    await town.mfa.dispatchNotices({ everyone: true });
    expect(town.messages).toEqual([]);
  });

  test('FA33 beginning a sign-in writes nothing, wherever it is finished, unless the one before was abandoned', async () => {
    const town = await openNotified({ open });
    const { anna } = await settled(town);
    const tag = async (): Promise<string | undefined> => (await town.storage.load('anna')).stored?.tag;
    const writes = async (mfa: Mfa): Promise<boolean> => {
      const before = await tag();
      await challengeFor(mfa, 'anna');
      return (await tag()) !== before;
    };
    for (let day = 0; day < 3; day++) {
      town.clock.advance(DAY);
      expect(await writes(town.mfa)).toBe(false);
      town.clock.advance(1000);
      await codeSession({ ...town, mfa: town.second }, anna);
      town.clock.advance(60_000);
      expect(await writes(town.mfa)).toBe(false);
      await codeSession(town, anna);
    }
    town.clock.advance(HOUR);
    // Each server holds one back, and writes it with the next.
    const others = Array.from({ length: 3 }, () => town.server({}));
    for (const mfa of others) expect(await writes(mfa)).toBe(false);
    for (const mfa of others) expect(await writes(mfa)).toBe(true);
    await town.mfa.dispatchNotices({ everyone: true });
    expect(town.messages.map(({ about }) => about)).toContain('sign-in.unfinished');
  });

  test('FA33 a code that is right after three wrong ones is on record, and the owner hears of it', async () => {
    const town = await openNotified({ open });
    const { anna } = await settled(town);
    town.clock.advance(HOUR);
    const { token } = await challengeFor(town.mfa, 'anna');
    for (let wrong = 0; wrong < 3; wrong++) {
      const response = anna.phone.code(town.clock.now() - DAY);
      await town.mfa.verify({ token, factorId: anna.factorId, response });
    }
    const response = anna.phone.code(town.clock.now());
    expect(await town.mfa.verify({ token, factorId: anna.factorId, response })).toMatchObject({
      kind: 'complete',
    });
    await town.mfa.dispatchNotices({ everyone: true });
    expect(town.messages.map(({ about }) => about)).toEqual([
      'factor.accepted-after-failures',
      'factor.accepted-after-failures',
    ]);
  });
});
