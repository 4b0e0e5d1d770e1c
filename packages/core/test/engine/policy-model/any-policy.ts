import type { Method } from '@factorkit/core';
import type { Policy, Rule } from '@factorkit/core/policy';
import fc from 'fast-check';
import type { ModelMethod, ModelPolicy } from './judge.ts';

const BOTH: readonly ModelMethod[] = ['totp', 'x-pin'];

export const anyModelPolicy: fc.Arbitrary<ModelPolicy> = fc
  .constantFrom<readonly ModelMethod[]>(['totp'], BOTH, BOTH, BOTH)
  .chain((names) => {
    const some = fc.subarray([...names], { minLength: 1 });
    const required = fc.record(
      { of: some, count: fc.constantFrom(1, 1, 2), skips: fc.constantFrom(1, 2) },
      { requiredKeys: ['of', 'count'] },
    );
    return fc.record(
      {
        methods: fc.tuple(
          ...names.map((name) => fc.record({ name: fc.constant(name), max: fc.constantFrom(1, 2, 3) })),
        ),
        required,
        signIn: some,
        proof: fc.record({
          by: fc.constantFrom('factor', 'factor', 'factor-or-code', 'password'),
          minutes: fc.constantFrom(1, 15),
        }),
        keepOne: fc.boolean(),
        choiceNeedsTwo: fc.boolean(),
        codes: fc.record({
          acknowledge: fc.constantFrom('gate', 'record'),
          open: fc.constantFrom(true, true, false),
        }),
        pay: some,
        throttle: fc.constantFrom(
          { attempts: 2, cap: 4 },
          { attempts: 5, cap: 100 },
          { attempts: 3, cap: 3 },
        ),
      },
      { requiredKeys: ['methods', 'proof', 'keepOne', 'choiceNeedsTwo', 'pay', 'throttle'] },
    );
  })
  .chain(({ codes, ...policy }) =>
    fc.constantFrom(policy, policy, codes === undefined ? policy : { ...policy, codes }),
  )
  .map((policy) => policy as ModelPolicy);

/** The same, as the engine reads it. */
export function policyOf(model: ModelPolicy): Policy {
  const { methods, required, signIn, proof, keepOne, choiceNeedsTwo, codes, pay, throttle } = model;
  const names: Method[] = methods.map(({ name }) => name);
  const rule: Rule = {
    id: 'everyone',
    ...(required === undefined ? {} : { enrol: { of: required.of, count: required.count } }),
    ...(required?.skips === undefined ? {} : { grace: { skips: required.skips } }),
    ...(signIn === undefined ? {} : { signIn: { of: signIn } }),
  };
  const shown = proof.by === 'factor-or-code' ? [...names, 'backup-code' as const] : names;
  return {
    schema: 1,
    id: 'model',
    methods: Object.fromEntries(methods.map(({ name, max }) => [name, { allow: 'yes', max }])),
    rules: [rule, { id: 'pay', actions: { pay: { of: pay, maxAge: '5m' } } }],
    manage: {
      proof: { of: proof.by === 'password' ? ['password'] : shown, maxAge: `${proof.minutes}m` },
      ...(keepOne ? { keep: { of: names } } : {}),
      ...(choiceNeedsTwo ? { primaryIf: { of: names, count: 2 } } : {}),
    },
    ...(codes === undefined
      ? {}
      : { backupCodes: { issue: 'first-setup', acknowledge: codes.acknowledge, count: 2 } }),
    recovery: codes?.open ? [{ via: 'backup-code', grants: 'session' }] : [],
    throttle: { ...throttle, lock: '1m', maxLock: '4m' },
  };
}
