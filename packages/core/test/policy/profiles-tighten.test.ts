import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import {
  evaluate,
  type Policy,
  parsePolicy,
  presetS0,
  presetS1,
  profiles,
  withProfile,
} from '../../src/policy/index.ts';
import { throttleOf } from '../../src/policy/limits.ts';
import type { Profile } from '../../src/policy/profiles/profile.ts';
import type { Facts, Intent } from '../../src/policy/requirements/decision.ts';
import { anyFacts, anyIntent } from './any-facts.ts';
import { anyPolicy } from './any-policy.ts';
import { HOUR, meets, outcome, password, piece, syncedKey } from './profiles-pieces.ts';
import { NOON } from './situation.ts';

const { nistAal1, nistAal2, nistAal3, pciDss, psd2 } = profiles;
const ALL: readonly Profile[] = Object.values(profiles);
describe('G2 G3 limits of payment standards', () => {
  it('G2 PCI DSS: at most 10 attempts, then at least half an hour', () => {
    const limits = throttleOf(withProfile({ ...presetS1, throttle: { attempts: 50, lock: '1m' } }, pciDss));
    expect(limits).toEqual({ attempts: 10, lockMs: 30 * 60_000, maxLockMs: HOUR, cap: 10 });
  });

  it('G3 PSD2: five failures, then it is blocked', () => {
    const limits = throttleOf(withProfile({ ...presetS1, throttle: { attempts: 50 } }, psd2));
    expect(limits).toMatchObject({ attempts: 5, cap: 5 });
  });

  it('a stricter limit of the policy stays', () => {
    const policy: Policy = { ...presetS1, throttle: { attempts: 3, lock: '2h', cap: 4 } };
    for (const profile of [pciDss, psd2]) {
      expect(throttleOf(withProfile(policy, profile))).toEqual({
        attempts: 3,
        lockMs: 2 * HOUR,
        maxLockMs: 2 * HOUR,
        cap: 4,
      });
    }
  });

  it('G1 each takes two factors of two kinds', () => {
    for (const profile of [pciDss, psd2]) {
      expect(meets(profile, password)).toBe(false);
      expect(meets(profile, piece('totp'), piece('sms'))).toBe(false);
      expect(meets(profile, password, piece('totp'))).toBe(true);
      expect(meets(profile, syncedKey)).toBe(true);
    }
  });
});

describe('withProfile', () => {
  const anyProfile = fc.constantFrom(...ALL);
  const anyThrottle = fc.record(
    {
      attempts: fc.integer({ min: 1, max: 100 }),
      lock: fc.constantFrom('30s', '29m', '2h'),
      cap: fc.integer({ min: 1, max: 100 }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<NonNullable<Policy['throttle']>>;

  it('only tightens: what a policy refuses it refuses still, whatever is asked', () => {
    let refused = 0;
    const most = runs(2_000);
    fc.assert(
      fc.property(anyPolicy, anyProfile, anyFacts, anyIntent, (policy, profile, facts, intent) => {
        if (isAllowed(policy, facts, intent)) return;
        // Where the enrolled factors cannot meet a proof, the same evidence enrols a factor that can, and that one this one.
        if (intent.kind === 'enrol' && evaluate(policy, facts, intent, NOON).outcome === 'enrol') return;
        refused += 1;
        expect(isAllowed(withProfile(policy, profile), facts, intent)).toBe(false);
      }),
      { numRuns: most },
    );
    expect(refused).toBeGreaterThan(most / 4);
  });

  it('only tightens: no limit gets wider', () => {
    fc.assert(
      fc.property(anyPolicy, anyThrottle, anyProfile, (policy, throttle, profile) => {
        const before = throttleOf({ ...policy, throttle });
        const after = throttleOf(withProfile({ ...policy, throttle }, profile));
        expect(after.attempts).toBeLessThanOrEqual(before.attempts);
        expect(after.cap).toBeLessThanOrEqual(before.cap);
        expect(after.lockMs).toBeGreaterThanOrEqual(before.lockMs);
        expect(after.maxLockMs).toBeGreaterThanOrEqual(before.maxLockMs);
      }),
    );
  });

  it('only tightens: codes of an app work no longer than before, keys verify no less', () => {
    const wide: Policy = {
      ...presetS1,
      methods: { totp: { allow: 'yes', past: 5, future: 0 }, webauthn: { allow: 'yes' } },
    };
    expect(withProfile(wide, nistAal2).methods.totp).toStrictEqual({ allow: 'yes', past: 1, future: 0 });
    expect(withProfile(wide, nistAal3).methods.totp).toStrictEqual({ allow: 'existing', past: 1, future: 0 });
    expect(withProfile(wide, pciDss).methods).toStrictEqual(wide.methods);
    expect(withProfile(wide, nistAal3).methods.webauthn).toStrictEqual({
      allow: 'yes',
      userVerification: 'required',
    });
  });

  it('only tightens: steps that a profile would allow are not given to a policy that has fewer', () => {
    const loose: Profile = { id: 'loose', source: 'none', steps: 3 };
    expect(withProfile(presetS1, loose).methods.totp).toStrictEqual({ allow: 'yes', past: 1, future: 1 });
  });

  it('leaves trusted devices where the standard does, and takes them where it does not', () => {
    const trusting: Policy = { ...presetS1, trustedDevices: { for: '7d' } };
    expect(withProfile(trusting, nistAal1).trustedDevices).toEqual({ for: '7d' });
    expect(withProfile(trusting, nistAal2)).not.toHaveProperty('trustedDevices');
    expect(withProfile(presetS1, nistAal1)).not.toHaveProperty('trustedDevices');
  });

  it('gives a policy that parses, and adds nothing by being applied twice', () => {
    fc.assert(
      fc.property(anyPolicy, anyThrottle, anyProfile, (policy, throttle, profile) => {
        const once = withProfile({ ...policy, throttle }, profile);
        expect(parsePolicy(JSON.parse(JSON.stringify(once)))).toEqual(once);
        expect(withProfile(once, profile)).toEqual(once);
      }),
    );
  });

  it('keeps its rule apart from one of the same id', () => {
    const policy: Policy = { ...presetS1, rules: [{ id: 'profile:psd2', advise: { of: ['totp'] } }] };
    const ids = withProfile(policy, psd2).rules.map(({ id }) => id);
    expect(ids).toEqual(['profile:psd2', 'profile:psd2+']);
    expect(parsePolicy(withProfile(policy, psd2)).id).toBe('s1');
  });

  it('asks for what is enrolled, also where a policy does not', () => {
    const policy: Policy = { ...presetS1, enrolledMeansRequired: false };
    const situation = { has: ['phone'], shown: ['password'] };
    expect(outcome(policy, situation)).toBe('allow');
    expect(outcome(withProfile(policy, nistAal1), situation)).toBe('challenge');
  });

  it('changes nothing in the policy that it is given, nor in a profile', () => {
    const before = JSON.stringify([presetS0, ALL]);
    for (const profile of ALL) withProfile(presetS0, profile);
    expect(JSON.stringify([presetS0, ALL])).toBe(before);
  });
});

function isAllowed(policy: Policy, facts: Facts, intent: Intent): boolean {
  return evaluate(policy, facts, intent, NOON).outcome === 'allow';
}
