import type { SendGuard } from '@factorkit/core';
import { createSendGuard, memoryLimiter, type SendGuardOptions } from '@factorkit/send-limits';
import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import type { IpFault } from '../src/ip-network.ts';
import { networkOf } from '../src/ip-network.ts';

const KEY = createSeededRandom(7)(32);

const guardWith = (options: Partial<SendGuardOptions>): SendGuard =>
  createSendGuard({
    limiter: memoryLimiter(),
    key: KEY,
    perIp: { points: 30, windowSeconds: 3600 },
    ...options,
  });

/** How many of a hundred codes go out, one to each address of the list in turn. */
async function admitted(guard: SendGuard, ipOf: (turn: number) => string): Promise<number> {
  let passed = 0;
  for (let turn = 0; turn < 100; turn++) {
    const { kind } = await guard.admit({
      userId: `u${turn}`,
      method: 'email',
      channel: 'email',
      purpose: 'sign-in',
      proven: true,
      to: `u${turn}@example.com`,
      source: { ip: ipOf(turn) },
      now: 1_800_000_000_000,
    });
    if (kind === 'admitted') passed++;
  }
  return passed;
}

describe('FT7 one client is counted as one', () => {
  test.each<[string, (turn: number) => string]>([
    ['a port behind the address', (turn) => `192.0.2.7:${1000 + turn}`],
    ['brackets and a port', (turn) => `[2001:db8::1]:${1000 + turn}`],
    ['rotation in one /64', (turn) => `2001:db8:0:5::${turn.toString(16)}`],
    ['rotation in one /48', (turn) => `2001:db8:0:${turn.toString(16)}::1`],
    ['mapped and plain IPv4', (turn) => (turn % 2 === 0 ? '::ffff:192.0.2.7' : '192.0.2.7')],
    ['one client through NAT64', () => '64:ff9b::c000:207'],
    ['one IPv4 client through 6to4', (turn) => `2002:c000:207:${turn.toString(16)}::1`],
    ['upper and lower case', (turn) => (turn % 2 === 0 ? '2001:DB8::1' : '2001:db8::1')],
    ['zones', (turn) => `fe80::1%eth${turn}`],
  ])('FT7 %s: 30 of 100 pass a limit of 30', async (_what, ipOf) => {
    expect(await admitted(guardWith({}), ipOf)).toBe(30);
  });

  test('FT7 different clients behind NAT64 are different', async () => {
    expect(
      await admitted(guardWith({}), (turn) => `64:ff9b::c000:2${turn.toString(16).padStart(2, '0')}`),
    ).toBe(100);
  });

  test('FT7 the prefix is an option', async () => {
    const perIp = { points: 30, windowSeconds: 3600, ipv6Prefix: 64 } as const;
    expect(await admitted(guardWith({ perIp }), (turn) => `2001:db8:0:${turn.toString(16)}::1`)).toBe(100);
    expect(() => guardWith({ perIp: { ...perIp, ipv6Prefix: 32 as 48 } })).toThrow(
      'perIp.ipv6Prefix: expected one of 48, 56, 64',
    );
  });
});

describe('FT7 what is not one address', () => {
  test.each<[IpFault, (turn: number) => string]>([
    ['list', (turn) => `203.0.113.${turn}, 192.0.2.7`],
    ['not-an-address', (turn) => `unknown-${turn}`],
    ['not-an-address', (turn) => `_hidden${turn}`],
    ['not-an-address', () => ''],
    ['not-an-address', (turn) => `192.0.2.0${turn % 10}`],
    ['not-an-address', (turn) => String(3_221_225_985 + turn)],
    ['not-an-address', (turn) => `192.0.2.${256 + turn}`],
    ['not-an-address', (turn) => `2001:db8::1]/${turn}`],
    ['not-an-address', (turn) => `1:2:${turn}`],
  ])('FT7 is refused and reported as %s', async (fault, ipOf) => {
    const faults: IpFault[] = [];
    const onUnusableIp = (one: IpFault): void => {
      faults.push(one);
      throw new Error('the log is full');
    };
    expect(await admitted(guardWith({ onUnusableIp }), ipOf)).toBe(0);
    expect(faults).toEqual(Array.from({ length: 100 }, () => fault));
  });

  test('FT7 is not looked at where nothing is counted by address', async () => {
    expect(await admitted(createSendGuard({ limiter: memoryLimiter(), key: KEY }), () => 'unknown')).toBe(
      100,
    );
  });
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  [' 192.0.2.7:443 ', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  ['64:ff9b:1::c000:207', '192.0.2.7'],
  ['2001:db8:0:5::1', '2001:db8:0:0:0:0:0:0/48'],
  ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:0/48'],
  ['::1', '0:0:0:0:0:0:0:0/48'],
])('FT7 %s counts as %s', (ip, network) => {
  expect(networkOf(ip, 48)).toEqual({ kind: 'network', network });
});
