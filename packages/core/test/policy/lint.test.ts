import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import type { Method, Trait } from '../../src/account/factors/method.ts';
import { lintTexts } from '../../src/policy/catalogue/english-lint.ts';
import {
  englishCatalogue,
  evaluate,
  type Finding,
  lint,
  type Policy,
  parsePolicy,
  presetS0,
  presetS1,
  presetS2,
  presetS3,
  presetS4,
  presetWorkforce,
  profiles,
  withProfile,
} from '../../src/policy/index.ts';
import { placesOf } from '../../src/policy/lint/reach.ts';
import { subjectOf } from '../../src/policy/lint/subject.ts';
import { populationOf } from '../../src/policy/lint/users.ts';
import type { FactorFact } from '../../src/policy/requirements/decision.ts';
import { isMet } from '../../src/policy/requirements/satisfaction.ts';
import { asEvidence, usableFactors } from '../../src/policy/requirements/usable.ts';
import { anyPolicy } from './any-policy.ts';
import { sound } from './lint-fault.ts';
import { idleFaults } from './lint-faults-idle.ts';
import { lockOutFaults } from './lint-faults-lock-out.ts';
import { weakFaults } from './lint-faults-weak.ts';
import { NOON } from './situation.ts';

const codesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ code }) => code);
const errorsOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'error');

const faults = [...lockOutFaults, ...weakFaults, ...idleFaults];

/** Factors as they come: only a key has traits, and always the one. */
const anyFactor: fc.Arbitrary<FactorFact> = fc
  .record({
    method: fc.constantFrom<Method>('totp', 'email', 'webauthn'),
    number: fc.integer({ min: 0, max: 2 }),
    more: fc.subarray<Trait>(['user-verified', 'device-bound']),
  })
  .map(({ method, number, more }) => ({
    id: `${method}-${number}`,
    method,
    status: 'active',
    traits: method === 'webauthn' ? ['phishing-resistant', ...more] : [],
    ...(method === 'email' ? { channel: `mailbox-${number}` } : {}),
  }));

describe('lint', () => {
  it('has nothing to say of a sound policy', () => {
    expect(lint(sound)).toEqual([]);
  });

  describe.each(faults)('$code: $about', ({ code, path, severity, bad, good, options }) => {
    it('is found, where it is', () => {
      const found = lint(parsePolicy({ ...sound, ...bad }), options);
      const finding = found.find((other) => other.code === code && other.path === path);
      expect(finding?.severity, JSON.stringify(found, null, 1)).toBe(severity);
      expect(finding?.sentence).not.toMatch(/[{}]|lint\./);
    });

    it('is not found without the fault', () => {
      expect(codesOf(lint(parsePolicy({ ...sound, ...good }), options))).not.toContain(code);
    });
  });

  it('has a fault in this table for every text but the one of profiles', () => {
    const inTable = new Set(faults.map(({ code }) => `lint.${code}`));
    expect(Object.keys(lintTexts).filter((id) => !inTable.has(id))).toEqual(['lint.offer-missing']);
  });

  it('O8 SMS as the only way is one error, and not two', () => {
    const policy: Policy = {
      ...sound,
      methods: { sms: { allow: 'yes' } },
      rules: [{ id: 'r', enrol: { of: ['sms'] } }],
      manage: { proof: { of: ['sms'], maxAge: '15m' } },
    };
    expect(codesOf(errorsOf(lint(policy)))).toEqual(['sms-only']);
  });

  it('A1 under a profile of NIST AAL2 or more, no method that resists phishing is an error', () => {
    for (const profile of [profiles.nistAal2, profiles.nistAal3, profiles.asvsL3]) {
      expect(codesOf(lint(presetS1, { profile }))).toContain('offer-missing');
      expect(codesOf(lint(presetWorkforce, { profile }))).not.toContain('offer-missing');
    }
    expect(codesOf(lint(presetS1, { profile: profiles.nistAal1 }))).not.toContain('offer-missing');
  });

  it('no preset has an error', () => {
    for (const preset of [presetS0, presetS1, presetS2, presetS3, presetS4, presetWorkforce]) {
      expect(errorsOf(lint(preset)), preset.id).toEqual([]);
    }
  });

  it('S0 and workforce bear a profile of NIST AAL2 without an error', () => {
    const profile = profiles.nistAal2;
    for (const preset of [presetS0, presetWorkforce]) {
      expect(errorsOf(lint(withProfile(preset, profile), { profile })), preset.id).toEqual([]);
    }
  });

  it('names the missing recovery method where an app is the only method', () => {
    const [first] = lint({ ...presetS1, recovery: [] });
    expect(first).toEqual({
      path: 'recovery',
      severity: 'warning',
      code: 'no-way-back',
      parameters: { method: { id: 'method.totp' } },
      sentence:
        'Users who lose an authenticator app are locked out: there is no other method and no recovery.',
    });
  });

  it('puts errors before warnings, and those before advice', () => {
    const order = ['error', 'warning', 'advice'];
    const found = lint({ ...sound, throttle: { cap: 4 }, methods: { totp: { allow: 'yes' } }, recovery: [] });
    const ranks = found.map(({ severity }) => order.indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted());
    expect(new Set(ranks).size).toBe(3);
  });

  it('speaks another language', () => {
    // cspell:ignore ohne kein zurück
    const texts = { ...englishCatalogue.texts, 'lint.no-way-back': 'Ohne {method}: kein Weg zurück' };
    expect(lint({ ...presetS1, recovery: [] }, { catalogue: { locale: 'de', texts } })[0]?.sentence).toBe(
      'Ohne an authenticator app: kein Weg zurück',
    );
  });

  it('takes no date to have passed without a clock', () => {
    const policy: Policy = {
      ...sound,
      methods: { ...sound.methods, email: { allow: 'existing', until: '1960-01-01T00:00:00Z' } },
    };
    expect(codesOf(lint(policy))).not.toContain('method-ended');
    expect(codesOf(lint(policy, { now: 0 }))).toContain('method-ended');
  });

  it('gives up no condition as impossible when there are too many to try', () => {
    const role = Array.from({ length: 20 }, (_, index) => `role-${index}`);
    const policy: Policy = { ...sound, rules: [{ id: 'r', when: { role }, enrol: { of: ['totp'] } }] };
    expect(lint(policy)).toEqual([]);
    const never: Policy = {
      ...sound,
      rules: [{ id: 'r', when: { role, not: { role } }, enrol: { of: ['totp'] } }],
    };
    expect(codesOf(lint(never))).not.toContain('when-never');
  });

  it('never throws, and says only what has a text', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        for (const { sentence } of lint(policy, { now: NOON })) expect(sentence).not.toMatch(/[{}]/);
      }),
      { numRuns: runs(30) },
    );
  });

  it('is right about what cannot be met: no user who enrols one factor after the other ever meets it', () => {
    let tried = 0;
    const most = runs(60);
    fc.assert(
      fc.property(anyPolicy, fc.array(anyFactor, { maxLength: 8 }), (policy, wanted) => {
        const dead = lint(policy, { now: NOON }).filter(
          ({ code }) => code === 'unreachable' || code === 'count-above-max' || code === 'needs-existing',
        );
        const factors = enrolled(policy, wanted);
        const had = asEvidence(usableFactors(policy, factors, NOON), NOON);
        for (const { path, requirement, by } of placesOf(subjectOf(policy, { now: NOON }))) {
          if (by !== 'had' || !dead.some((finding) => finding.path === path)) continue;
          tried += 1;
          expect(isMet(requirement, had, NOON), path).toBe(false);
        }
      }),
      { numRuns: most },
    );
    expect(tried).toBeGreaterThan(most / 4);
  });

  it('is right about what can be met: the factors that it thought of do', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const subject = subjectOf(policy, { now: NOON });
        for (const kit of subject.factorSets) expect(enrolled(policy, kit)).toHaveLength(kit.length);
      }),
      { numRuns: runs(100) },
    );
  });
});

/** What is left of these factors when a user tries to enrol them, over and over until nothing more is taken. */
function enrolled(policy: Policy, wanted: readonly FactorFact[]): readonly FactorFact[] {
  const [user = { accountName: 'anna' }] = populationOf(policy).users;
  let factors: readonly FactorFact[] = [];
  for (let round = 0; round <= wanted.length; round += 1) {
    for (const factor of wanted) {
      if (factors.includes(factor)) continue;
      const facts = { user, factors, backupCodesLeft: 0, evidence: [] };
      const { outcome } = evaluate(policy, facts, { kind: 'confirm', method: factor.method }, NOON);
      if (outcome === 'allow') factors = [...factors, factor];
    }
  }
  return factors;
}
