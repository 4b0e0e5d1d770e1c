import type { Mfa, SignedIn, User } from '@factorkit/core';
import {
  type Condition,
  evaluate,
  type Facts,
  lint,
  type Policy,
  parsePolicy,
  simulate,
} from '@factorkit/core/policy';
import { describe, expect, it } from 'vitest';
import { codeSession, enrol, openWorld, plainPolicy, type World } from './world.ts';

const anna: User = { accountName: 'anna' };
const NOW = Date.UTC(2026, 2, 3, 12);

/** For administrators, two approvals; for everybody else one. */
const policy: Policy = {
  ...plainPolicy,
  recovery: [
    {
      via: 'support',
      when: { role: ['administrator'] },
      verify: { checks: ['identity'], approvals: 2 },
      grants: 'enrolment',
      resets: 'on-confirmation',
    },
    {
      via: 'support',
      verify: { checks: ['identity'], approvals: 1 },
      grants: 'enrolment',
      resets: 'on-confirmation',
    },
  ],
};

const portal = {
  revokeSessions: async () => {},
  notify: async () => {},
  contacts: async () => [],
  user: async () => ({ ...anna, roles: [] }),
};

interface Desk {
  readonly world: World;
  readonly mfa: Mfa;
  readonly session: SignedIn;
}

async function openDesk(): Promise<Desk> {
  const world = await openWorld({ policy, portal });
  const session = await codeSession(world, await enrol(world, 'anna'));
  return { world, mfa: world.mfa, session };
}

const refusal = { code: 'input-invalid', message: expect.stringMatching(/^user\.roles is missing/) };
const userId = 'anna';
const staff = { id: 'sue' };

describe('FA25 a fact about the user that the policy asks for', () => {
  it.each<[string, (desk: Desk) => Promise<unknown>]>([
    [
      'beginSignIn',
      ({ mfa }) => mfa.beginSignIn({ userId, user: anna, firstFactor: { method: 'password' } }),
    ],
    ['describe', ({ mfa, session }) => mfa.describe({ caller: session })],
    ['beginStepUp', ({ mfa, session }) => mfa.beginStepUp({ caller: session, intent: { kind: 'manage' } })],
    [
      'requireAssurance',
      ({ mfa, session }) =>
        mfa.requireAssurance({ caller: session, need: { requirement: { of: ['totp'] } } }),
    ],
    ['beginEnrolment', ({ mfa, session }) => mfa.beginEnrolment({ caller: session, method: 'totp' })],
    ['support.describe', ({ mfa }) => mfa.support.describe({ userId, user: anna })],
    [
      'recovery.request',
      ({ mfa }) => mfa.recovery.request({ userId, user: anna, via: 'support', staff: { id: 'bea' } }),
    ],
  ])('is not guessed by %s', async (_, call) => {
    const desk = await openDesk();
    const session = { ...desk.session, user: anna };
    await expect(call({ ...desk, session })).rejects.toMatchObject(refusal);
  });

  it('is not guessed at the desk: an administrator whose roles were forgotten is not reset by one approval', async () => {
    const { mfa } = await openDesk();
    const administrator = { ...anna, roles: ['administrator'] };
    const requested = await mfa.recovery.request({ userId, user: administrator, via: 'support', staff });
    if (requested.kind !== 'requested') throw new Error(requested.kind);
    const approval = {
      userId,
      requestId: requested.request.id,
      staff: { id: 'bea' },
      checks: ['identity'],
      note: 'passport',
    };
    await expect(mfa.recovery.approve({ ...approval, user: anna })).rejects.toMatchObject(refusal);
    const approved = await mfa.recovery.approve({ ...approval, user: administrator });
    expect(approved).toMatchObject({
      kind: 'approved',
      request: { approvalsNeeded: 2, state: { kind: 'requested' } },
    });
  });

  const conditions: readonly [string, Condition, User, RegExp][] = [
    ['roles', { role: ['a'] }, { ...anna, groups: [] }, /user\.roles is missing/],
    ['groups', { not: { group: ['exempt'] } }, { ...anna, roles: [] }, /user\.groups is missing/],
    ['attributes', { attribute: { vip: [true] } }, anna, /user\.attributes\.vip is missing/],
    [
      'one attribute',
      { attribute: { vip: [true] } },
      { ...anna, attributes: { age: 40 } },
      /attributes\.vip/,
    ],
    ['the risk', { risk: 'medium' }, anna, /user\.risk is missing \(pass "low"/],
    ['the risk of an exemption', { not: { risk: 'high' } }, anna, /user\.risk is missing/],
    [
      'a part that this user would not come to',
      { any: [{ risk: 'low' }, { role: ['a'] }] },
      { ...anna, risk: 'low' },
      /user\.roles is missing .*: policy\.rules\[0\] \("some"\) depends on it/,
    ],
  ];
  it.each(conditions)('is missed by name: %s', async (_, when, user, message) => {
    const asks = parsePolicy({
      ...policy,
      recovery: [],
      rules: [{ id: 'some', when, signIn: { of: ['totp'] } }],
    });
    const facts: Facts = { user, factors: [], backupCodesLeft: 0, evidence: [] };
    expect(() => evaluate(asks, facts, { kind: 'sign-in' }, NOW)).toThrow(message);
    const accounts = [{ id: 'u1', facts: { user, factors: [], backupCodesLeft: 0 } }];
    await expect(simulate({ from: policy, to: asks, accounts, now: NOW })).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect(() => lint(asks)).not.toThrow();
  });

  it('may be none: an empty list, or an empty text', () => {
    const when: Condition = { any: [{ role: ['a'] }, { group: ['b'] }, { attribute: { vip: [true] } }] };
    const asks = parsePolicy({
      ...policy,
      recovery: [],
      rules: [{ id: 'some', when, enrol: { of: ['totp'] } }],
    });
    const user: User = { ...anna, roles: [], groups: [], attributes: { vip: '' } };
    const facts: Facts = { user, factors: [], backupCodesLeft: 0, evidence: [] };
    expect(evaluate(asks, facts, { kind: 'sign-in' }, NOW).outcome).toBe('allow');
    const vip = { ...facts, user: { ...user, attributes: { vip: true } } };
    expect(evaluate(asks, vip, { kind: 'sign-in' }, NOW).outcome).toBe('enrol');
  });
});
