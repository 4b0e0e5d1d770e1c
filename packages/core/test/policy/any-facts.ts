import fc from 'fast-check';
import type { Evidence } from '../../src/account/factors/evidence.ts';
import type { EvidenceMethod, RecoveryPath } from '../../src/account/factors/method.ts';
import type {
  FactorFact,
  Facts,
  Intent,
  PostponedFact,
  RecoveryFact,
} from '../../src/policy/requirements/decision.ts';
import type { User } from '../../src/policy/schema/user.ts';
import { ACTIONS, METHODS, some, TRAITS } from './any-policy.ts';
import { NOON } from './situation.ts';

const AGED = [0, 60_000, 60_001, 900_000, 900_001, 86_400_000, 86_400_001];
const channel = fc.constantFrom('box', 'sim');

const factor = some<Omit<FactorFact, 'id'>>(
  {
    method: fc.constantFrom(...METHODS),
    status: fc.constantFrom('active', 'active', 'active', 'suspended'),
    traits: fc.subarray(TRAITS.filter((trait) => trait !== 'remembered')),
  },
  { channel },
);

/** What a factor shows: its method, its traits, its channel. */
export function shownBy({ id, method, traits, channel: through }: FactorFact, at: number = NOON): Evidence {
  return { method, factorId: id, at, traits, ...(through === undefined ? {} : { channel: through }) };
}

const OTHERS: readonly EvidenceMethod[] = ['password', 'federated', 'magic-link', 'backup-code'];

/** One thing that can have been shown for these factors. */
export function anyEvidence(factors: readonly FactorFact[]): fc.Arbitrary<Evidence> {
  return fc
    .record({
      what: fc.constantFrom<FactorFact | EvidenceMethod>(...OTHERS, ...factors, ...factors),
      age: fc.constantFrom(...AGED),
      remembered: fc.constantFrom(false, false, false, true),
      through: fc.option(channel, { nil: undefined }),
    })
    .map(({ what, age, remembered, through }) => {
      const more = remembered ? (['remembered'] as const) : [];
      if (typeof what === 'string') {
        return {
          method: what,
          at: NOON - age,
          traits: more,
          ...(through === undefined ? {} : { channel: through }),
        };
      }
      const shown = shownBy(what, NOON - age);
      return { ...shown, traits: [...shown.traits, ...more] };
    });
}

const user: fc.Arbitrary<User> = some<User>(
  { accountName: fc.constant('anna') },
  {
    roles: fc.constantFrom(['administrator'], ['clerk']),
    groups: fc.constantFrom(['pilot'], ['south']),
    attributes: fc.constantFrom({ country: 'DE' }, { country: 'FR' }),
    risk: fc.constantFrom('low', 'medium', 'high'),
  },
).map((some) => ({ roles: [], groups: [], attributes: { country: '' }, risk: 'low', ...some }));

const recovery: fc.Arbitrary<RecoveryFact> = fc.record({
  via: fc.constantFrom('support', 'form'),
  requestedBy: fc.constant('sue'),
  approvals: fc.array(
    fc.record({
      by: fc.constantFrom('sue', 'bea', 'ben'),
      at: fc.constantFrom(NOON, NOON - 3_600_000, NOON - 86_400_000),
      checks: fc.subarray(['identity']),
    }),
    { maxLength: 3 },
  ),
});

/** An account as it can be, with what can have been shown for it: a first factor always, of no channel. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .array(factor, { maxLength: 4 })
  .map((factors): readonly FactorFact[] => factors.map((one, index) => ({ id: `f${index + 1}`, ...one })))
  .chain((factors) =>
    some<Omit<Facts, 'postponed'> & Partial<Omit<PostponedFact, 'rule'>>>(
      {
        user,
        factors: fc.constant(factors),
        backupCodesLeft: fc.constantFrom(0, 1, 10),
        evidence: fc
          .tuple(fc.constantFrom(...AGED), fc.array(anyEvidence(factors), { maxLength: 4 }))
          .map(([age, more]) => [{ method: 'password', at: NOON - age, traits: [] }, ...more]),
      },
      {
        ...(factors.length > 0 ? { primary: fc.constantFrom(...factors.map(({ id }) => id)) } : {}),
        firstAt: fc.constantFrom(NOON, NOON - 86_400_000, NOON - 20 * 86_400_000),
        times: fc.integer({ min: 0, max: 3 }),
        trustedDevices: fc.integer({ min: 0, max: 6 }),
        recoveries: fc.uniqueArray(recovery, { maxLength: 2, selector: ({ via }) => via }),
        grant: fc.record({ via: fc.constantFrom<RecoveryPath>('support', 'form', 'backup-code') }),
        freezes: fc.array(
          fc.record({ action: fc.constantFrom(...ACTIONS), until: fc.constantFrom(NOON, NOON + 1) }),
          { maxLength: 1 },
        ),
      },
    ),
  )
  .map(({ firstAt, times = 0, ...facts }) =>
    firstAt === undefined
      ? facts
      : { ...facts, postponed: ['a', 'b', 'c'].map((rule) => ({ rule, firstAt, times })) },
  );

const method = fc.constantFrom(...METHODS);
const factorId = fc.constantFrom('f1', 'f1', 'f2', 'f2', 'f3', 'gone');

const setUp = (kind: 'enrol' | 'confirm'): fc.Arbitrary<Intent> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant(kind), method }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant(kind), method, replaces: factorId }) },
  );

export const anyIntent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Intent>({ kind: 'sign-in' }) },
  fc.constant<Intent>({ kind: 'postpone-enrolment' }),
  { weight: 2, arbitrary: setUp('enrol') },
  setUp('confirm'),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), factorId }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('set-primary' as const), factorId }) },
  fc.constant<Intent>({ kind: 'regenerate-backup-codes' }),
  fc.constant<Intent>({ kind: 'manage' }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('action' as const), name: fc.constantFrom(...ACTIONS) }),
  },
  { weight: 2, arbitrary: fc.constant<Intent>({ kind: 'trust-device' }) },
  fc.record({
    kind: fc.constant('recover' as const),
    via: fc.constantFrom('backup-code', 'support', 'form'),
  }),
);
