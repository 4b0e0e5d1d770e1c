import type { Policy } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import { codePolicy, openPost } from './post.ts';
import { appSetup, codeSession, enrol, openWorld, passwordSession, plainPolicy } from './world.ts';

const policy: Policy = {
  ...plainPolicy,
  rules: [{ id: 'payouts', actions: { payout: { of: ['totp'], maxAge: '5m' } } }],
};
const intent = { kind: 'action', name: 'payout' } as const;
const asked = { methods: ['totp'], unmet: [{ rule: 'payouts', why: 'not-enrolled' }] };

describe('FA29 an action that takes a factor, for a user who has none', () => {
  it('leads to the enrolment, and from there to the action', async () => {
    const world = await openWorld({ policy });
    const { mfa, clock } = world;
    const caller = await passwordSession(mfa, 'anna');
    expect(await mfa.beginStepUp({ caller, intent })).toMatchObject({ kind: 'enrol', ...asked });
    expect(await mfa.requireAssurance({ caller, need: { action: 'payout' } })).toMatchObject({
      kind: 'insufficient',
      enrol: ['totp'],
    });
    const { factorId, setup } = appSetup(await mfa.beginEnrolment({ caller, method: 'totp' }));
    const response = authenticatorFromUri(setup.uri).code(clock.now());
    const confirmed = await mfa.confirmEnrolment({ caller, factorId, response });
    if (confirmed.kind !== 'active' || confirmed.next.kind !== 'complete') throw new Error(confirmed.kind);
    const raised = { ...caller, assurance: confirmed.next.assurance };
    expect((await mfa.beginStepUp({ caller: raised, intent })).kind).toBe('complete');
  });

  it('is a step-up where a factor is there', async () => {
    const world = await openWorld({ policy });
    const anna = await enrol(world, 'anna');
    const caller = await codeSession(world, anna);
    world.clock.advance(600_000);
    const check = await world.mfa.requireAssurance({ caller, need: { action: 'payout' } });
    expect(check).toMatchObject({ kind: 'insufficient' });
    expect(check).not.toHaveProperty('enrol');
    expect((await world.mfa.beginStepUp({ caller, intent })).kind).toBe('challenge');
  });
});

it('FA29 the settings show the enrolment that a change takes, and not a refusal', async () => {
  const regenerate = { of: ['email'], maxAge: '15m' } as const;
  const world = await openPost({ policy: { ...codePolicy, manage: { ...codePolicy.manage, regenerate } } });
  const caller = await codeSession(world, await enrol(world, 'anna'));
  const { regeneration } = await world.mfa.describe({ caller });
  expect(regeneration).toEqual({ kind: 'enrol', methods: ['email'] });
  expect(await world.mfa.regenerateBackupCodes({ caller })).toMatchObject(regeneration);
});
