import fc from 'fast-check';
import type { EvidenceMethod, Method } from '../../src/account/factors/method.ts';
import type { Condition, RuleCondition } from '../../src/policy/schema/condition.ts';
import type { Duration } from '../../src/policy/schema/duration.ts';
import type {
  Grace,
  ManageRules,
  MethodRule,
  Policy,
  RecoveryRule,
  Rule,
  TrustedDeviceRule,
} from '../../src/policy/schema/policy.ts';
import type { Requirement, Selector } from '../../src/policy/schema/requirement.ts';

/** Few names, so that what a policy asks for and what there is meet often. */
export const METHODS: readonly Method[] = ['totp', 'email', 'webauthn'];
const OTHERS: readonly EvidenceMethod[] = ['password', 'federated', 'backup-code', 'magic-link'];
const EVIDENCE = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<EvidenceMethod>(...METHODS) },
  { weight: 1, arbitrary: fc.constantFrom<EvidenceMethod>(...OTHERS) },
);
export const TRAITS = ['phishing-resistant', 'user-verified', 'device-bound', 'remembered'] as const;
export const ACTIONS = ['payout', 'export'] as const;
const AGES: readonly Duration[] = ['1m', '15m', '1d'];

/** A record some of whose keys may be absent, which for a policy is not the same as `undefined`. */
export function some<T extends object>(
  required: { [K in keyof T]?: fc.Arbitrary<unknown> },
  optional: { [K in keyof T]?: fc.Arbitrary<unknown> } = {},
): fc.Arbitrary<T> {
  const all = { ...required, ...optional } as Record<string, fc.Arbitrary<unknown>>;
  return fc.record(all, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<T>;
}

const listOf = <T>(one: fc.Arbitrary<T>, max = 3) => fc.array(one, { minLength: 1, maxLength: max });

const oneTrait = listOf(fc.constantFrom(...TRAITS), 1);

const selector: fc.Arbitrary<Selector> = fc.oneof(
  { weight: 4, arbitrary: EVIDENCE },
  {
    weight: 1,
    arbitrary: fc.oneof(
      some<Exclude<Selector, string>>({ method: listOf(EVIDENCE) }, { trait: oneTrait, not: oneTrait }),
      some<Exclude<Selector, string>>({ trait: oneTrait }, { not: oneTrait }),
    ),
  },
);

type AnyLeaf = Extract<Requirement, { readonly of: unknown }>;

export const anyRequirement: fc.Arbitrary<Requirement> = fc.letrec<{ node: Requirement; leaf: Requirement }>(
  (tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      tie('leaf'),
      fc.record({ all: listOf(tie('node')) }),
      fc.record({ any: listOf(tie('node')) }),
    ),
    leaf: some<AnyLeaf>(
      { of: listOf(selector, 4) },
      {
        count: fc.integer({ min: 1, max: 3 }),
        distinct: fc.constantFrom('factor', 'method', 'channel'),
        maxAge: fc.constantFrom(...AGES),
        live: fc.constant(true),
      },
    ),
  }),
).node;

function conditionOf<Any extends RuleCondition>(more: readonly fc.Arbitrary<Any>[]): fc.Arbitrary<Any> {
  return fc.letrec<{ node: Any }>((tie) => ({
    node: fc
      .oneof(
        { maxDepth: 2, depthSize: 'small' },
        fc.record({ role: fc.constant(['administrator']) }),
        fc.record({ group: fc.constant(['pilot', 'north']) }),
        fc.record({ risk: fc.constantFrom('low', 'medium', 'high') }),
        fc.record({ attribute: fc.constant({ country: ['DE'] }) }),
        ...more,
        fc.record({ not: tie('node') }),
        fc.record({ any: listOf(tie('node'), 2) }),
      )
      .map((condition) => condition as Any),
  })).node;
}

const anyCondition = conditionOf<Condition>([]);
const anyRuleCondition = conditionOf<RuleCondition>([fc.record({ enrolled: fc.boolean() })]);

const anyGrace: fc.Arbitrary<Grace> = fc.constantFrom<Grace>(
  { for: '14d' },
  { for: '1d' },
  { skips: 2 },
  { until: '2026-03-10T00:00:00Z' },
  { until: '2026-03-01T00:00:00Z' },
);

/** A rule of this id, active or on trial. */
export function anyRule(id: string, mode: 'enforce' | 'monitor' = 'enforce'): fc.Arbitrary<Rule> {
  return some<Rule>(
    { id: fc.constant(id), mode: fc.constant(mode) },
    {
      when: anyRuleCondition,
      enrol: anyRequirement,
      grace: anyGrace,
      signIn: anyRequirement,
      actions: some({}, { payout: anyRequirement, export: anyRequirement }),
      advise: anyRequirement,
    },
  ).map(({ grace, ...rule }) =>
    rule.enrol === undefined || grace === undefined ? rule : { ...rule, grace },
  );
}

const methodRule: fc.Arbitrary<MethodRule | null> = fc.oneof(
  {
    weight: 4,
    arbitrary: some<MethodRule>({ allow: fc.constant('yes') }, { max: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: some<MethodRule>({ allow: fc.constant('yes'), activeOnlyIf: anyRequirement }),
  },
  {
    weight: 1,
    arbitrary: some<MethodRule>(
      { allow: fc.constant('existing') },
      { until: fc.constantFrom('2026-03-03T12:00:00Z', '2026-03-03T12:00:01Z') },
    ),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);

const methods: fc.Arbitrary<Policy['methods']> = fc
  .tuple(methodRule, methodRule, methodRule)
  .map((rules) =>
    Object.fromEntries(METHODS.flatMap((name, index) => (rules[index] ? [[name, rules[index]]] : []))),
  );

const manage = some<ManageRules>(
  { proof: anyRequirement },
  {
    enrol: anyRequirement,
    remove: anyRequirement,
    regenerate: anyRequirement,
    primary: anyRequirement,
    bootstrap: anyRequirement,
    keep: anyRequirement,
    primaryIf: anyRequirement,
  },
);

const recoveryRule = some<RecoveryRule>(
  { via: fc.constantFrom('backup-code', 'support', 'form'), grants: fc.constantFrom('session', 'enrolment') },
  {
    when: anyCondition,
    verify: some({}, { checks: fc.constant(['identity']), approvals: fc.constantFrom(1, 2) }),
    hold: fc.constantFrom('1h', '1d'),
    after: some({}, { enrol: fc.constant(true) }),
  },
);

export const anyPolicy: fc.Arbitrary<Policy> = some<Policy>(
  {
    schema: fc.constant(1),
    id: fc.constant('any'),
    methods,
    rules: fc
      .tuple(
        ...['a', 'b', 'c'].map((id) =>
          fc.option(
            fc.oneof({ weight: 3, arbitrary: anyRule(id) }, { weight: 1, arbitrary: anyRule(id, 'monitor') }),
          ),
        ),
      )
      .map((rules) => rules.filter((rule) => rule !== null)),
    manage,
    recovery: fc.array(recoveryRule, { maxLength: 3 }),
  },
  {
    enrolledMeansRequired: fc.boolean(),
    backupCodes: fc.constant({ issue: 'on-request', acknowledge: 'record' }),
    trustedDevices: some<TrustedDeviceRule>(
      { for: fc.constant('7d') },
      { max: fc.constantFrom(1, 2), when: anyCondition, proof: anyRequirement },
    ),
  },
);
