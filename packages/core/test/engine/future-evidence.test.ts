import { describe, expect, it } from 'vitest';
import { codeSession, enrol, openWorld, plainPolicy } from './world.ts';

const DAY = 86_400_000;

describe('evidence that a fast clock stamped', () => {
  it.each([
    ['within the skew', 60_000, 'sufficient'],
    ['beyond the skew', 60_001, 'insufficient'],
    ['29 days ahead', 29 * DAY, 'insufficient'],
  ])('FA16 %s is worth: %s ms ahead, %s', async (_, ahead, kind) => {
    const world = await openWorld({ policy: plainPolicy });
    const session = await codeSession(world, await enrol(world, 'anna'));
    const { assurance } = session;
    const evidence = assurance.evidence.map((shown) => ({ ...shown, at: world.clock.now() + ahead }));
    const caller = { ...session, assurance: { ...assurance, evidence } };
    for (const requirement of [{ of: ['totp'], maxAge: '5m' }, { of: ['totp'] }] as const) {
      expect((await world.mfa.requireAssurance({ caller, need: { requirement } })).kind).toBe(kind);
    }
    const removed = await world.mfa.removeFactor({ caller, factorId: 'unknown' });
    expect(removed).toEqual({ kind: 'refused', reason: 'unknown-factor' });
    const described = await world.mfa.describe({ caller });
    expect(described.factors[0]?.removal.kind).toBe(kind === 'sufficient' ? 'allowed' : 'proof-required');
  });
});
