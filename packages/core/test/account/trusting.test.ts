import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/account/account.ts';
import type { TrustedDevice } from '../../src/account/devices/trusted-device.ts';
import {
  distrustCopy,
  exchangeToken,
  previousAt,
  revokeDevices,
  trustDevice,
  trustedAt,
} from '../../src/account/devices/trusting.ts';
import { removeFactor } from '../../src/account/factors/factor-changes.ts';
import { completeRecovery } from '../../src/account/recovery/recovering.ts';
import { withoutExpired } from '../../src/account/sign-in/challenges.ts';
import { changePassword } from '../../src/account/sign-in/password.ts';
import { readBack } from '../codec/stored.ts';
import { accountWith, active, NOON } from './sample-accounts.ts';

const DAY = 86_400_000;
const phone = active('phone');

function device(id: string, changes: Partial<TrustedDevice> = {}): TrustedDevice {
  return {
    id,
    hash: `hash-${id}`,
    series: `series-${id}`,
    name: 'Firefox on Linux',
    epoch: 'epoch-1',
    evidence: [{ method: 'totp', factorId: 'phone', at: NOON, traits: [] }],
    createdAt: NOON,
    lastUsedAt: NOON,
    expiresAt: NOON + 30 * DAY,
    ...changes,
  };
}

const trusting = (...trustedDevices: readonly TrustedDevice[]): Account =>
  accountWith([phone], trustedDevices.length === 0 ? {} : { trustedDevices });

const idsAt = (account: Account, now: number): readonly string[] =>
  trustedAt(account, now).map(({ id }) => id);

describe('a trusted device', () => {
  it('is added with its event, and reads back from the text of the account as it was', () => {
    const added = trustDevice(trusting(), device('a', { place: 'Berlin' }));
    expect(added.events).toEqual([
      { type: 'trusted-device.added', deviceId: 'a', expiresAt: NOON + 30 * DAY },
    ]);
    const exchanged = exchangeToken(added.account, {
      device: device('a', { place: 'Berlin' }),
      next: { hash: 'hash-2', series: 'series-2' },
      now: NOON + DAY,
    });
    expect(readBack(exchanged.account)).toEqual({ ...exchanged.account, tags: ['next-tag'] });
  });

  it('A5 is trusted until its end and not at it, and not longer for being used', () => {
    const account = trusting(device('a'));
    expect(idsAt(account, NOON + 30 * DAY - 1)).toEqual(['a']);
    expect(idsAt(account, NOON + 30 * DAY)).toEqual([]);
    const used = exchangeToken(account, {
      device: device('a'),
      next: { hash: 'hash-2', series: 'series-2' },
      now: NOON + 29 * DAY,
    });
    expect(used.account.trustedDevices?.[0]).toMatchObject({
      hash: 'hash-2',
      series: 'series-2',
      previous: { hash: 'hash-a', until: NOON + 29 * DAY + 60_000 },
      createdAt: NOON,
      lastUsedAt: NOON + 29 * DAY,
      expiresAt: NOON + 30 * DAY,
    });
    expect(used.events).toEqual([{ type: 'trusted-device.used', deviceId: 'a' }]);
    expect(idsAt(used.account, NOON + 30 * DAY)).toEqual([]);
  });

  it('is not trusted by a clock that was turned back to before it was trusted, a minute aside', () => {
    expect(idsAt(trusting(device('a')), NOON - 60_000)).toEqual(['a']);
    expect(idsAt(trusting(device('a')), NOON - 60_001)).toEqual([]);
  });

  it('an exchanged token works for a minute, and the clock turned back does not open it again', () => {
    const exchanged = device('a', { previous: { hash: 'old', until: NOON + 60_000 } });
    const works = (now: number): boolean => previousAt(exchanged, now) !== undefined;
    expect([NOON - 60_001, NOON - 60_000, NOON, NOON + 59_999, NOON + 60_000].map(works)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(previousAt(device('a'), NOON)).toBeUndefined();
  });

  it('an exchange touches no other device', () => {
    const [a, b] = [device('a'), device('b')];
    const { account } = exchangeToken(trusting(a, b), {
      device: b,
      next: { hash: 'hash-2', series: 'series-b' },
      now: NOON,
    });
    expect(account.trustedDevices?.[0]).toBe(a);
    expect(account.trustedDevices?.map(({ hash }) => hash)).toEqual(['hash-a', 'hash-2']);
  });
});

describe('L5 the end of trust', () => {
  it('in one device, in all, in one that is not there: an event each', () => {
    const account = trusting(device('a'), device('b'));
    const one = revokeDevices(account, 'a');
    expect(idsAt(one.account, NOON)).toEqual(['b']);
    expect(one.events).toEqual([{ type: 'trusted-device.revoked', deviceId: 'a' }]);
    const all = revokeDevices(account);
    expect(all.account).not.toHaveProperty('trustedDevices');
    expect(all.events.map((event) => 'deviceId' in event && event.deviceId)).toEqual(['a', 'b']);
    expect(revokeDevices(account, 'c')).toEqual({ account, events: [] });
    expect(revokeDevices(trusting())).toEqual({ account: trusting(), events: [] });
  });

  it('a copied token ends its own device', () => {
    const { account, events } = distrustCopy(trusting(device('a'), device('b')), device('a'));
    expect(idsAt(account, NOON)).toEqual(['b']);
    expect(events).toEqual([{ type: 'trusted-device.copied', deviceId: 'a' }]);
  });

  it('comes with a changed factor, a changed password and a recovery, and nothing of it is kept', () => {
    const account = trusting(device('a'));
    const recovery = {
      id: 'r',
      via: 'support',
      requestedBy: { kind: 'user' },
      requestedAt: NOON,
      expiresAt: NOON + DAY,
      approvals: [],
      failures: { count: 0, lastAt: 0 },
    } as const;
    const grant = { id: 'g', at: NOON, expiresAt: NOON + DAY, replaces: [] };
    const effects = { isShown: () => false, grant, freezes: [], factors: 'kept' } as const;
    const ends = [
      removeFactor(account, phone, 'epoch-2'),
      changePassword(account, 'epoch-2'),
      completeRecovery(account, { recovery, ...effects, epoch: 'epoch-2', now: NOON }),
    ];
    for (const { account: after } of ends) {
      expect(idsAt(after, NOON)).toEqual([]);
      expect(withoutExpired(after, NOON)).not.toHaveProperty('trustedDevices');
    }
    expect(ends[1]?.events).toEqual([{ type: 'password.changed' }]);
  });
});
