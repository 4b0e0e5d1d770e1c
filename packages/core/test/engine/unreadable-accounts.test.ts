import { throwingStorage } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { MINUTE, openNotified, withNews } from './notified.ts';
import { stores } from './stores.ts';

const BAD = Array.from({ length: 100 }, (_, index) => `bad-${index}`);

describe.each(stores)('FA10 accounts that cannot be read, over $name', ({ open }) => {
  test('a hundred of them, due longest, keep nobody else waiting, on any server', async () => {
    const town = await openNotified({ open });
    for (const userId of BAD) {
      const { now } = town.clock;
      await town.storage.save(
        userId,
        { tag: 'tag', state: '{"edited":true}', due: now() - 1 },
        undefined,
        [],
      );
    }
    await withNews(town);
    const round = await town.mfa.dispatchNotices({ everyone: true });
    expect(round.sent).toBe(0);
    expect(round.passedOver).toHaveLength(100);
    expect(round.passedOver).toContainEqual({ userId: 'bad-0', code: 'account-tampered' });
    // They wait on the other server too.
    expect(await town.second.dispatchNotices({ everyone: true })).toEqual({ sent: 2, failed: 0, dropped: 0 });
    expect(town.messages.map(({ userId }) => userId)).toEqual(['anna', 'anna']);
    expect((await town.storage.load('bad-0')).stored).toEqual({ tag: 'tag', state: '{"edited":true}' });
  });

  test('each is tried again after a minute, then after pauses that double up to six hours', async () => {
    const town = await openNotified({ open });
    const bad = { tag: 'tag', state: 'edited', due: town.clock.now() };
    await town.storage.save('bad', bad, undefined, []);
    const tried: number[] = [];
    for (let minutes = 0; minutes < 1500; minutes += 1) {
      const { passedOver } = await town.mfa.dispatchNotices({ everyone: true });
      if (passedOver !== undefined) tried.push(minutes);
      town.clock.advance(MINUTE);
    }
    const pauses = tried.map((at, index) => at - (tried[index - 1] ?? 0)).slice(1);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
  });

  test('a hundred that the store throws at are passed over too, although nobody was served with them', async () => {
    const town = await openNotified({ open });
    for (const userId of BAD) {
      await town.storage.save(userId, { tag: 'tag', state: 'any', due: town.clock.now() - 1 }, undefined, []);
    }
    await withNews(town);
    const storage = throwingStorage(
      town.storage,
      ({ method, userId }) => method === 'load' && userId !== 'anna',
    );
    const half = town.server({ portal: town.portal, storage });
    await expect(half.dispatchNotices({ everyone: true })).rejects.toMatchObject({ code: 'storage-failed' });
    expect((await half.dispatchNotices({ everyone: true })).sent).toBe(2);
  });

  test('one that can be read again is served, and begins with a short pause the next time', async () => {
    const town = await openNotified({ open });
    await withNews(town);
    let isBad = true;
    const half = town.server({
      portal: town.portal,
      storage: throwingStorage(town.storage, ({ method, userId }) => {
        return isBad && method === 'load' && userId === 'anna';
      }),
    });
    const bad = [{ userId: 'anna', code: 'storage-failed' }];
    for (const pause of [MINUTE, 2 * MINUTE]) {
      await withNews(town, `ben-${pause}`);
      expect(await half.dispatchNotices({ everyone: true })).toMatchObject({ sent: 2, passedOver: bad });
      expect(await half.dispatchNotices({ everyone: true })).toEqual({ sent: 0, failed: 0, dropped: 0 });
      town.clock.advance(pause);
    }
    isBad = false;
    expect(await half.dispatchNotices({ everyone: true })).toEqual({ sent: 2, failed: 0, dropped: 0 });
  });
});
