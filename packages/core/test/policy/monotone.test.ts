import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Method } from '../../src/account/method.ts';
import type { Decision, FactorFact, Facts, Intent } from '../../src/policy/decision.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { MethodRule, Policy } from '../../src/policy/policy.ts';
import { anyFacts, anyIntent } from './any-facts.ts';
import { anyPolicy, METHODS } from './any-policy.ts';
import { NOON } from './situation.ts';

/** Every reason for which an enrolled factor cannot be used. */
const REASONS = ['suspended', 'withdrawn', 'ended', 'company lost', 'contact gone'] as const;
type Reason = (typeof REASONS)[number];

/** An account, its policy and what was shown: as it would be with every factor usable, and as it is. */
interface Worlds {
  readonly whole: { readonly policy: Policy; readonly facts: Facts };
  readonly broken: { readonly policy: Policy; readonly facts: Facts };
}

/** A method whose factors can all be used. What may be enrolled stays what it is. */
function usableRule({ allow, max }: MethodRule): MethodRule {
  return { allow, ...(max === undefined ? {} : { max }) };
}

function breakMethod(methods: Policy['methods'], method: Method, reason: Reason): Policy['methods'] {
  const { [method]: rule, ...others } = methods;
  if (rule === undefined || reason === 'withdrawn') return others;
  // Nothing on the account is a security key of another maker.
  const company = { of: ['x-company'] } as const;
  switch (reason) {
    case 'ended':
      return { ...methods, [method]: { ...rule, allow: 'existing', until: '2026-03-03T12:00:00Z' } };
    case 'company lost':
      return { ...methods, [method]: { ...rule, activeOnlyIf: company } };
    default:
      return methods;
  }
}

function breakFactor(factor: FactorFact, reason: Reason): FactorFact {
  if (reason === 'suspended') return { ...factor, status: 'suspended' };
  return reason === 'contact gone' ? { ...factor, contact: 'gone' } : factor;
}

const anyWorlds: fc.Arbitrary<Worlds> = fc
  .record({
    policy: anyPolicy,
    facts: anyFacts,
    lost: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(...REASONS)), { minLength: 1, maxLength: 3 }),
    shownLess: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    codesSuspended: fc.boolean(),
  })
  .map(({ policy, facts, lost, shownLess, codesSuspended }) => {
    // A factor of a method that the policy does not name would be withdrawn in both worlds.
    const known: Policy['methods'] = Object.fromEntries(
      METHODS.map((method) => [method, usableRule(policy.methods[method] ?? { allow: 'existing' })]),
    );
    const active = facts.factors.map((factor) => ({ ...factor, status: 'active' as const }));
    const whole = { policy: { ...policy, methods: known }, facts: { ...facts, factors: active } };
    let methods = known;
    let factors: readonly FactorFact[] = active;
    for (const [index, reason] of lost) {
      const one = factors[index];
      if (one === undefined) continue;
      methods = breakMethod(methods, one.method, reason);
      factors = factors.map((factor) => (factor.id === one.id ? breakFactor(factor, reason) : factor));
    }
    // The first factor is what the portal checked: it is the same in both.
    const evidence = facts.evidence.filter(
      ({ factorId, method }, index) =>
        (factorId === undefined && method !== 'backup-code') || !shownLess[index],
    );
    const codes = codesSuspended
      ? ({ backupCodesLeft: 0, backupCodesSuspended: true } as const)
      : { backupCodesLeft: facts.backupCodesLeft };
    return {
      whole,
      broken: { policy: { ...policy, methods }, facts: { ...facts, factors, evidence, ...codes } },
    };
  });

/** How far a decision leads: into the portal or the change, to a set-up, or no further than to a question. */
function reachOf(decision: Decision): number {
  if (decision.outcome === 'allow') return 2;
  if (decision.outcome !== 'enrol') return 0;
  return decision.grace === undefined ? 1 : 2;
}

const enrolling = METHODS.map((method): Intent => ({ kind: 'enrol', method }));

/** Whether a set-up can be begun at all by somebody whom a decision sends there. */
function canEnrol(policy: Policy, facts: Facts): boolean {
  return enrolling.some((intent) => evaluate(policy, facts, intent, NOON).outcome === 'allow');
}

describe('monotone: showing less never leads further than showing more did while every factor could be used', () => {
  it('FA4 FA35 for every reason for which a factor cannot be used, every intent, any policy', () => {
    let lost = 0;
    fc.assert(
      fc.property(anyWorlds, anyIntent, ({ whole, broken }, intent) => {
        const before = evaluate(whole.policy, whole.facts, intent, NOON);
        const after = evaluate(broken.policy, broken.facts, intent, NOON);
        if (reachOf(after) > 0) lost += 1;
        expect(reachOf(after), JSON.stringify({ before, after })).toBeLessThanOrEqual(reachOf(before));
      }),
      { numRuns: 6_000 },
    );
    // A law about decisions that lead nowhere would hold of anything.
    expect(lost).toBeGreaterThan(300);
  });

  it('FA4 no enrolment is begun that could not have been begun with every factor usable', () => {
    fc.assert(
      fc.property(anyWorlds, fc.constantFrom(...enrolling), ({ whole, broken }, intent) => {
        const after = evaluate(broken.policy, broken.facts, intent, NOON);
        if (after.outcome !== 'allow') return;
        expect(evaluate(whole.policy, whole.facts, intent, NOON).outcome).toBe('allow');
      }),
      { numRuns: 6_000 },
    );
  });

  it('FA35 no change is allowed to somebody whom sign-in would still ask for something', () => {
    const changes = fc.constantFrom<Intent>(
      ...enrolling,
      { kind: 'remove', factorId: 'f1' },
      { kind: 'set-primary', factorId: 'f1' },
      { kind: 'regenerate-backup-codes' },
      { kind: 'manage' },
    );
    let allowed = 0;
    fc.assert(
      fc.property(anyPolicy, anyFacts, changes, (policy, facts, intent) => {
        const evidence = facts.evidence.filter(({ traits }) => !traits.includes('remembered'));
        const shown = { ...facts, evidence };
        if (facts.factors.length === 0 || evaluate(policy, shown, intent, NOON).outcome !== 'allow') return;
        allowed += 1;
        // Sign-in as it is, and a set-up that takes nothing more: the password was shown.
        const manage = { proof: { of: ['password'] }, bootstrap: { of: ['password'] } } as const;
        const signIn = evaluate({ ...policy, manage }, shown, { kind: 'sign-in' }, NOON);
        expect(['allow', 'enrol'], JSON.stringify(signIn)).toContain(signIn.outcome);
      }),
      { numRuns: 6_000 },
    );
    expect(allowed).toBeGreaterThan(300);
  });

  it('FA4 what sign-in sends to a set-up has shown enough to begin one, or may put it off', () => {
    let sent = 0;
    fc.assert(
      fc.property(anyPolicy, anyFacts, (policy, facts) => {
        const decision = evaluate(policy, facts, { kind: 'sign-in' }, NOON);
        const recovered = facts.evidence.some(({ method }) =>
          ['support', 'form', 'backup-code'].includes(method),
        );
        if (decision.outcome !== 'enrol' || decision.grace !== undefined || recovered) return;
        const proofs = enrolling.map((intent) => evaluate(policy, facts, intent, NOON));
        sent += 1;
        const asked = proofs.filter(({ outcome }) => outcome === 'challenge');
        // What is missing then is a fresh first factor, which the portal asks for.
        for (const proof of asked) expect('factors' in proof ? proof.factors : []).toEqual([]);
        if (asked.length === 0 && decision.methods.length > 0 && canEnrol(policy, facts)) {
          expect(proofs.some(({ outcome }) => outcome === 'allow')).toBe(true);
        }
      }),
      { numRuns: 4_000 },
    );
    expect(sent).toBeGreaterThan(20);
  });

  it('FA29 and the condition `enrolled` does not change with the use of a factor', () => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), fc.constantFrom(...REASONS), (facts, enrolled, reason) => {
        const policy: Policy = {
          schema: 1,
          id: 'p',
          methods: { totp: { allow: 'yes' } },
          rules: [{ id: 'r', when: { enrolled }, actions: { payout: { of: ['x-never'] } } }],
          manage: { proof: { of: ['totp'] } },
          recovery: [],
          enrolledMeansRequired: false,
        };
        const broken = { ...facts, factors: facts.factors.map((factor) => breakFactor(factor, reason)) };
        const decided = evaluate(policy, broken, { kind: 'action', name: 'payout' }, NOON).outcome;
        const open = facts.freezes?.some(({ action, until }) => action === 'payout' && NOON < until)
          ? 'wait'
          : 'allow';
        expect(decided === 'allow').toBe(open === 'allow' && facts.factors.length > 0 !== enrolled);
      }),
      { numRuns: 500 },
    );
  });
});
