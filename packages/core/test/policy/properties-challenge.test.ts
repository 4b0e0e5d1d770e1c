import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import type { Evidence } from '../../src/account/factors/evidence.ts';
import { evaluate } from '../../src/policy/decide/evaluate.ts';
import type {
  Challenge,
  Decision,
  DecisionOutcome,
  Facts,
  Intent,
} from '../../src/policy/requirements/decision.ts';
import type { Policy } from '../../src/policy/schema/policy.ts';
import { anyFacts, anyIntent, shownBy } from './any-facts.ts';
import { anyPolicy } from './any-policy.ts';
import { NOON } from './situation.ts';

const RUNS = { numRuns: runs(900) };

const decide = (policy: Policy, facts: Facts, intent: Intent): Decision =>
  evaluate(policy, facts, intent, NOON);

const showing = (facts: Facts, ...evidence: readonly Evidence[]): Facts => ({
  ...facts,
  evidence: [...facts.evidence, ...evidence],
  // A backup code that lets nobody in by itself gives a grant to enrol with.
  ...(evidence.some(({ method }) => method === 'backup-code') ? { grant: { via: 'backup-code' } } : {}),
});

/** A law about every challenge. */
function everyChallenge(
  law: (challenge: Challenge, policy: Policy, facts: Facts, intent: Intent) => void,
): void {
  fc.assert(
    fc.property(anyPolicy, anyFacts, anyIntent, (policy, facts, intent) => {
      const decision = decide(policy, facts, intent);
      if (decision.outcome === 'challenge') law(decision, policy, facts, intent);
    }),
    RUNS,
  );
}

describe('a challenge', () => {
  it('asks for something, and offers something that is there', () => {
    everyChallenge(({ unmet, factors, firstFactors, backupCode }, policy, facts) => {
      expect(unmet.length).toBeGreaterThan(0);
      expect(factors.length + firstFactors.length + Number(backupCode)).toBeGreaterThan(0);
      expect(new Set(factors).size).toBe(factors.length);
      for (const id of factors) {
        const factor = facts.factors.find((one) => one.id === id);
        expect(factor?.status).toBe('active');
        expect(Object.keys(policy.methods)).toContain(factor?.method);
      }
      if (backupCode) expect(facts.backupCodesLeft).toBeGreaterThan(0);
    });
  });

  it('at sign-in offers something besides the first factor', () => {
    everyChallenge(({ factors, backupCode }, _, __, intent) => {
      if (intent.kind === 'sign-in') expect(factors.length > 0 || backupCode).toBe(true);
    });
  });

  it('S4.8 offers the primary first, where it offers it at all', () => {
    everyChallenge(({ factors }, _, { primary }) => {
      if (primary !== undefined) expect(factors.indexOf(primary)).toBeLessThanOrEqual(0);
    });
  });

  it('asks for no factor again that was just shown', () => {
    everyChallenge(({ factors }, policy, facts, intent) => {
      for (const factor of facts.factors.filter(({ id }) => factors.includes(id))) {
        const next = decide(policy, showing(facts, shownBy(factor)), intent);
        if (next.outcome === 'challenge') expect(next.factors).not.toContain(factor.id);
      }
    });
  });

  it('nor for a first factor or a backup code', () => {
    everyChallenge(({ firstFactors, backupCode }, policy, facts, intent) => {
      for (const method of firstFactors) {
        const next = decide(policy, showing(facts, { method, at: NOON, traits: [] }), intent);
        if (next.outcome === 'challenge') expect(next.firstFactors).not.toContain(method);
      }
      if (!backupCode) return;
      const next = decide(policy, showing(facts, { method: 'backup-code', at: NOON, traits: [] }), intent);
      if (next.outcome === 'challenge') expect(next.backupCode).toBe(false);
    });
  });

  it('offers nothing that brings it no nearer: the parts that are met after it are more', () => {
    everyChallenge(({ factors, unmet }, policy, facts, intent) => {
      // Shown together, what is offered does more than what was shown before: a demand less, or nothing left to offer.
      const offered = facts.factors.filter(({ id }) => factors.includes(id)).map((factor) => shownBy(factor));
      const next = decide(policy, showing(facts, ...offered), intent);
      if (next.outcome !== 'challenge') return;
      const gone = factors.filter((id) => !next.factors.includes(id));
      expect(gone).toEqual([...factors]);
      // What an enrolment takes may be asked for after it.
      const named = unmet.map(({ path }) => path);
      expect(next.unmet.filter(({ path }) => named.includes(path)).length).toBeLessThanOrEqual(unmet.length);
    });
  });

  it('is answered to its end in as many steps as there are ways', () => {
    everyChallenge((first, policy, facts, intent) => {
      let challenge: DecisionOutcome = first;
      let given = facts;
      for (let step = 0; challenge.outcome === 'challenge'; step++) {
        expect(step).toBeLessThanOrEqual(facts.factors.length + 5);
        const {
          factors,
          firstFactors,
          backupCode,
        }: Pick<Challenge, 'factors' | 'firstFactors' | 'backupCode'> = challenge;
        const factor = given.factors.find(({ id }) => id === factors[0]);
        const method = firstFactors[0] ?? (backupCode ? 'backup-code' : undefined);
        if (factor === undefined && method === undefined) return;
        given = showing(
          given,
          factor ? shownBy(factor) : { method: method ?? 'password', at: NOON, traits: [] },
        );
        challenge = decide(policy, given, intent);
      }
    });
  });
});

describe('an outcome', () => {
  it('that may be put off is put off exactly where grace is left', () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const signIn = decide(policy, facts, { kind: 'sign-in' });
        const later = decide(policy, facts, { kind: 'postpone-enrolment' });
        if (signIn.outcome !== 'enrol') expect(later.outcome).toBe(signIn.outcome);
        else expect(later.outcome).toBe(signIn.grace === undefined ? 'deny' : 'allow');
      }),
      RUNS,
    );
  });

  it('that asks for a set-up names methods that may be set up', () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, anyIntent, (policy, facts, intent) => {
        const decision = decide(policy, facts, intent);
        if (decision.outcome !== 'enrol') return;
        expect(decision.unmet.length).toBeGreaterThan(0);
        for (const method of decision.methods) expect(policy.methods[method]?.allow).toBe('yes');
      }),
      RUNS,
    );
  });
});
