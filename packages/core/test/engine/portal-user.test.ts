import type { Portal, User } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { describe, expect, it } from 'vitest';
import { enrol, openWorld, plainPolicy, type World } from './world.ts';

/** Administrators show an app; everybody else may sign in with the password while nothing is enrolled. */
const policy: Policy = {
  ...plainPolicy,
  enrolledMeansRequired: false,
  rules: [{ id: 'admins', when: { group: ['admins'] }, signIn: { of: ['totp'] } }],
};

interface Office {
  readonly world: World;
  /** What the portal says of the user now. */
  says: (user: User) => void;
  readonly asked: readonly string[];
}

async function openOffice(hook?: Portal['user']): Promise<Office> {
  let known: User = { accountName: 'anna', groups: [] };
  const asked: string[] = [];
  const user = async (userId: string): Promise<User> => {
    asked.push(userId);
    return known;
  };
  const world = await openWorld({ policy, portal: { revokeSessions: async () => {}, user: hook ?? user } });
  return {
    world,
    asked,
    says: (next) => {
      known = next;
    },
  };
}

async function challengeOf({ world }: Office, user: User): Promise<string> {
  const signIn = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
  if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
  return signIn.token;
}

const admin: User = { accountName: 'anna', groups: ['admins'] };

describe('the user of a challenge', () => {
  it('FA13 with 150 groups signs in, by a token that fits a cookie', async () => {
    const groups = ['admins', ...Array.from({ length: 149 }, (_, index) => `cn=group-${index},dc=example`)];
    const office = await openOffice();
    const anna = await enrol(office.world, 'anna');
    office.says({ accountName: 'anna', groups });
    const token = await challengeOf(office, { accountName: 'anna', groups });
    expect(token.length).toBeLessThan(1000);
    const response = anna.phone.code(office.world.clock.now());
    const verdict = await office.world.mfa.verify({ token, factorId: anna.factorId, response });
    expect(verdict.kind).toBe('complete');
  });

  it('FA13 is asked for again: what the portal says now counts, not what it said at the beginning', async () => {
    const office = await openOffice();
    await enrol(office.world, 'anna');
    const token = await challengeOf(office, admin);
    office.says(admin);
    expect((await office.world.mfa.describeChallenge({ token })).kind).toBe('open');
    office.says({ accountName: 'anna', groups: [] });
    expect(await office.world.mfa.describeChallenge({ token })).toEqual({
      kind: 'refused',
      reason: 'superseded',
    });
    expect(office.asked).toEqual(['anna', 'anna']);
  });

  it('keeps the risk of the request that began it, unless the portal says worse', async () => {
    const risky: Policy = {
      ...policy,
      rules: [
        { id: 'risky', when: { any: [{ role: ['none'] }, { risk: 'high' }] }, signIn: { of: ['totp'] } },
      ],
    };
    const office = await openOffice();
    await enrol(office.world, 'anna');
    const mfa = office.world.server({ policy: risky });
    const begin = { userId: 'anna', firstFactor: { method: 'password' } } as const;
    const signIn = await mfa.beginSignIn({
      ...begin,
      user: { accountName: 'anna', roles: [], risk: 'high' },
    });
    if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
    office.says({ accountName: 'anna', roles: [], risk: 'low' });
    expect((await mfa.describeChallenge({ token: signIn.token })).kind).toBe('open');
  });

  it('is not asked for where the token is refused, or where the policy treats all alike', async () => {
    const office = await openOffice();
    await enrol(office.world, 'anna');
    const token = await challengeOf(office, admin);
    await office.world.mfa.describeChallenge({ token: `${token}x` });
    office.world.clock.advance(600_000);
    expect(await office.world.mfa.describeChallenge({ token })).toEqual({
      kind: 'refused',
      reason: 'expired',
    });
    const alike = office.world.server({ policy: plainPolicy });
    await alike.beginSignIn({ userId: 'anna', user: admin, firstFactor: { method: 'password' } });
    expect(office.asked).toEqual([]);
  });

  it.each([
    ['throws', async () => Promise.reject(new Error('directory down'))],
    ['gives nothing', async () => undefined as unknown as User],
    ['FA25 forgets the groups', async () => ({ accountName: 'anna' })],
    [
      'gives groups that are no list',
      async () => ({ accountName: 'anna', groups: 'admins' }) as unknown as User,
    ],
  ])('FA13 refuses where the hook %s', async (_, hook) => {
    const office = await openOffice(hook);
    const anna = await enrol(office.world, 'anna');
    const token = await challengeOf(office, admin);
    const response = anna.phone.code(office.world.clock.now());
    const verdict = office.world.mfa.verify({ token, factorId: anna.factorId, response });
    await expect(verdict).rejects.toMatchObject({ code: 'portal-failed' });
    const view = await office.world.mfa.support.describe({ userId: 'anna', user: admin });
    expect(view.factors).toMatchObject([{ failures: 0 }]);
  });

  it.each<[string, Partial<Policy>, RegExp]>([
    [
      'a rule',
      { rules: policy.rules },
      /portal\.user is missing: policy\.rules\[0\] \("admins"\) depends on the user's groups/,
    ],
    [
      'a rule, nested',
      { rules: [{ id: 'deep', when: { not: { any: [{ attribute: { country: ['DE'] } }] } } }] },
      /policy\.rules\[0\] \("deep"\) depends on the user's attributes/,
    ],
    [
      'a recovery',
      { rules: [], recovery: [{ via: 'support', grants: 'enrolment', when: { role: ['staff'] } }] },
      /policy\.recovery\[0\] depends on the user's roles/,
    ],
    [
      'trust in browsers',
      { rules: [], trustedDevices: { for: '30d', when: { not: { role: ['staff'] } } } },
      /policy\.trustedDevices depends on the user's roles/,
    ],
  ])('FA13 stops the start where %s needs the hook and it is missing', async (_, part, message) => {
    const world = await openWorld();
    const start = (portal: Portal) => () =>
      world.server({ policy: { ...policy, ...part }, portal: { revokeSessions: async () => {}, ...portal } });
    expect(start({})).toThrow(expect.objectContaining({ code: 'configuration-invalid' }));
    expect(start({})).toThrow(message);
    expect(start({ user: async () => admin })).not.toThrow();
  });
});
