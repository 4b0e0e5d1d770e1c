import { describe, expect, it } from 'vitest';
import { MfaError } from '../../src/errors.ts';
import type { Facts, Intent } from '../../src/policy/decision.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { type Policy, presetS1, presetWorkforce } from '../../src/policy/index.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { recoveryRuleFor } from '../../src/policy/stand-in.ts';
import type { User } from '../../src/policy/user.ts';
import { NOON } from './situation.ts';

const policyWith = (more: Partial<Policy>): Policy => parsePolicy({ ...presetS1, id: 'asks', ...more });
const facts = (user: User): Facts => ({
  user,
  factors: [],
  backupCodesLeft: 0,
  evidence: [{ method: 'password', at: NOON, traits: [] }],
});

function refusalOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof MfaError && error.code === 'input-invalid') return error.message;
    throw error;
  }
  return 'taken';
}

const INTENTS: readonly Intent[] = [
  { kind: 'sign-in' },
  { kind: 'enrol', method: 'totp' },
  { kind: 'action', name: 'payout' },
  { kind: 'manage' },
  { kind: 'recover', via: 'support' },
];

describe('FA25 a member of the user that the policy asks for and the caller left out is an error', () => {
  const anna = { accountName: 'anna' };
  const nested = policyWith({
    rules: [
      { id: 'open' },
      {
        id: 'some',
        when: { not: { any: [{ group: ['pilot'] }, { attribute: { country: ['DE'] } }] } },
        enrol: { of: ['totp'] },
      },
    ],
  });

  it.each(INTENTS)('for $kind, naming the rule and the member', (intent) => {
    const ask = (policy: Policy, user: User): string =>
      refusalOf(() => evaluate(policy, facts(user), intent, NOON));
    expect(ask(presetWorkforce, anna)).toBe(
      'user.roles is missing, and the rule "administrators" asks for it',
    );
    expect(ask(presetWorkforce, { ...anna, roles: [] })).toBe('taken');
    expect(ask(nested, anna)).toBe('user.groups is missing, and the rule "some" asks for it');
    const grouped = { ...anna, groups: [] };
    const country = 'user.attributes.country is missing, and the rule "some" asks for it';
    expect(ask(nested, grouped)).toBe(country);
    expect(ask(nested, { ...grouped, attributes: { age: 40 } })).toBe(country);
    expect(ask(nested, { ...grouped, attributes: { country: null } })).toBe('taken');
    expect(ask(nested, { ...grouped, attributes: { country: 'DE' } })).toBe('taken');
  });

  it('what every object inherits is not passed', () => {
    const inherits = policyWith({
      rules: [{ id: 'r', when: { attribute: { constructor: [true] } }, enrol: { of: ['totp'] } }],
    });
    expect(
      refusalOf(() =>
        evaluate(inherits, facts({ ...anna, attributes: { country: 'DE' } }), { kind: 'sign-in' }, NOON),
      ),
    ).toBe('user.attributes.constructor is missing, and the rule "r" asks for it');
  });

  it('a desk that leaves out the roles cannot pick the looser way for an administrator', () => {
    const { recovery } = presetS1;
    const strict = policyWith({
      recovery: [
        {
          ...recovery[0],
          via: 'support',
          when: { role: ['admin'] },
          grants: 'enrolment',
          verify: { approvals: 2 },
        },
        ...recovery,
      ],
    });
    expect(refusalOf(() => recoveryRuleFor(strict, anna, 'support'))).toBe(
      'user.roles is missing, and recovery[0] asks for it',
    );
    expect(recoveryRuleFor(strict, { ...anna, roles: ['admin'] }, 'support')?.verify?.approvals).toBe(2);
    expect(recoveryRuleFor(strict, { ...anna, roles: [] }, 'support')?.verify?.approvals).toBe(1);
  });

  it('a policy that asks for none takes a user without them', () => {
    expect(refusalOf(() => evaluate(presetS1, facts(anna), { kind: 'sign-in' }, NOON))).toBe('taken');
  });
});
