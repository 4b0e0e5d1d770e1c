import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import {
  type Policy,
  presetS0,
  presetS1,
  presetWorkforce,
  profiles,
  type Rule,
  type Simulation,
  simulate,
  withProfile,
} from '../../src/policy/index.ts';
import type { SimulatedAccount } from '../../src/policy/tools/simulate.ts';
import { anyFacts } from './any-facts.ts';
import { anyPolicy, anyRule } from './any-policy.ts';
import { factsOf, NOON, type Situation } from './situation.ts';

const open: Policy = {
  schema: 1,
  id: 'open',
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, webauthn: { allow: 'yes' } },
  rules: [],
  manage: { proof: { of: ['totp', 'email', 'webauthn'], maxAge: '15m' } },
  recovery: [],
};

const account = (situation: Situation, id = 'u'): SimulatedAccount => ({
  id,
  facts: factsOf(situation, ['r']),
});

/** The groups that this one account comes to be in. */
async function groups(
  from: Policy,
  to: Policy,
  situation: Situation,
  more: { readonly firstFactor?: 'federated' } = {},
): Promise<readonly string[]> {
  const found = await simulate({ from, to, accounts: [account(situation)], now: NOON, ...more });
  expect(found.total).toBe(1);
  return namesOf(found);
}

function namesOf({ total: _, ...found }: Simulation): readonly string[] {
  return Object.entries(found).flatMap(([name, { count }]) => (count > 0 ? [name] : []));
}

const mustTotp: Policy = { ...open, rules: [{ id: 'r', enrol: { of: ['totp'] } }] };
const inGrace: Policy = { ...open, rules: [{ id: 'r', enrol: { of: ['totp'] }, grace: { for: '14d' } }] };
const keyOnly: Policy = { ...open, rules: [{ id: 'r', signIn: { of: ['webauthn'] } }] };
const appOnly: Policy = { ...open, methods: { totp: { allow: 'yes' } } };
const notAsked: Policy = { ...open, enrolledMeansRequired: false };
const kept: Policy = { ...open, manage: { ...open.manage, keep: { of: ['totp'] } } };
const phone = { has: ['phone'] };
const nothing = {};

describe('simulate', () => {
  it.each<[about: string, from: Policy, to: Policy, Situation, readonly string[]]>([
    ['nobody has to do anything', open, open, phone, ['unchanged']],
    ['who has nothing must enrol', open, mustTotp, nothing, ['mustEnrol']],
    ['who has it already need not', open, mustTotp, phone, ['losesRemoval']],
    ['with a grace it may be put off', open, inGrace, nothing, ['mayPutOff']],
    ['who was in grace is made to', inGrace, mustTotp, nothing, ['mustEnrol']],
    ['no longer made to', mustTotp, open, nothing, ['noLongerMustEnrol']],
    ['no longer asked to', inGrace, open, nothing, ['noLongerMustEnrol']],
    ['a grace loosens too', mustTotp, inGrace, nothing, ['noLongerMustEnrol']],
    ['who has a factor is asked for it', notAsked, open, phone, ['newlyChallenged']],
    ['and is not any more: loosened', open, notAsked, phone, ['noLongerChallenged']],
    [
      'a method that is not allowed any more',
      open,
      appOnly,
      { has: ['mail email @box'] },
      ['lockedOut', 'losesRemoval'],
    ],
    ['and is again', appOnly, open, { has: ['mail email @box'] }, ['noLongerLockedOut', 'gainsRemoval']],
    ['suspended, under both', open, mustTotp, { has: ['phone suspended'] }, ['unchanged']],
    ['only one of two is enough', open, keyOnly, { has: ['phone', 'key webauthn'] }, ['challengedForMore']],
    [
      'both of two are enough: loosened',
      keyOnly,
      open,
      { has: ['phone', 'key webauthn'] },
      ['challengedForLess'],
    ],
    [
      'the app is shown, and then a key is enrolled',
      open,
      keyOnly,
      phone,
      ['mustEnrol', 'challengedForMore', 'losesRemoval'],
    ],
    ['the last one must stay', open, kept, phone, ['losesRemoval']],
    ['the last one may go', kept, open, phone, ['gainsRemoval']],
  ])('%s', async (_about, from, to, situation, expected) => {
    expect(await groups(from, to, situation)).toEqual(expected);
  });

  it('who cannot show the proof for the enrolment that is asked for is locked out', async () => {
    const proof = { ...keyOnly, manage: { proof: { of: ['federated' as const] } } };
    expect(await groups(open, proof, phone)).toEqual(['lockedOut', 'losesRemoval']);
    expect(await groups(open, proof, nothing)).toEqual(['mustEnrol']);
  });

  it('who lacks both the factor and the proof for it enrols one after the other', async () => {
    const proof = { ...keyOnly, manage: { proof: { of: ['email' as const] } } };
    expect(await groups(open, proof, phone)).toEqual(['mustEnrol', 'challengedForMore', 'losesRemoval']);
  });

  it('who has a backup code left is not locked out', async () => {
    const codes: Policy = { ...appOnly, recovery: [{ via: 'backup-code', grants: 'session' }] };
    const lost = { has: ['mail email @box'], codes: 1 };
    const found = await groups(open, codes, lost);
    expect(found).not.toContain('lockedOut');
    expect(await groups(open, codes, { ...lost, codes: 0 })).toContain('lockedOut');
  });

  it('takes the first factor that the portal checks', async () => {
    const federated: Policy = { ...open, rules: [{ id: 'r', signIn: { of: ['federated'] } }] };
    expect(await groups(open, federated, nothing)).toEqual(['lockedOut']);
    expect(await groups(open, federated, nothing, { firstFactor: 'federated' })).toEqual(['unchanged']);
  });

  it('forgets what an account comes with as evidence', async () => {
    const signedIn = { has: ['phone'], shown: ['password', 'phone'] };
    expect(await groups(notAsked, open, signedIn)).toEqual(['newlyChallenged']);
  });

  it('asks for a moment to come: what the grace says then', async () => {
    const input = { from: inGrace, to: inGrace, accounts: [account({ asked: '1d' })] };
    const then = NOON + 14 * 86_400_000;
    expect(namesOf(await simulate({ ...input, from: open, now: NOON }))).toEqual(['mayPutOff']);
    expect(namesOf(await simulate({ ...input, from: open, now: then }))).toEqual(['mustEnrol']);
  });

  it('counts all, and keeps the first ids only', async () => {
    const accounts = Array.from({ length: 25 }, (_, index) => account(nothing, `u${index}`));
    const input = { from: presetS1, to: presetS0, accounts, now: NOON };
    const found = await simulate(input);
    expect(found.total).toBe(25);
    expect(found.mustEnrol.count).toBe(25);
    expect(found.mustEnrol.samples).toEqual(accounts.slice(0, 10).map(({ id }) => id));
    expect((await simulate({ ...input, samples: 2 })).mustEnrol.samples).toEqual(['u0', 'u1']);
    expect((await simulate({ ...input, samples: 0 })).mustEnrol).toEqual({ count: 25, samples: [] });
  });

  it('reads a stream one account at a time, and lets its failure through', async () => {
    let held = 0;
    let most = 0;
    async function* stream(): AsyncGenerator<SimulatedAccount> {
      for (let index = 0; index < 500; index += 1) {
        held += 1;
        most = Math.max(most, held);
        yield account(phone, `u${index}`);
        held -= 1;
      }
    }
    const found = await simulate({ from: open, to: mustTotp, accounts: stream(), now: NOON });
    expect(found.total).toBe(500);
    expect(most).toBe(1);

    async function* broken(): AsyncGenerator<SimulatedAccount> {
      yield account(phone);
      throw new Error('the cursor is gone');
    }
    await expect(simulate({ from: open, to: open, accounts: broken(), now: NOON })).rejects.toThrow(
      'the cursor is gone',
    );
  });

  it('finds under one policy nothing but accounts that stay as they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyFacts, async (policy, facts) => {
        const accounts = [{ id: 'u', facts }];
        expect(namesOf(await simulate({ from: policy, to: policy, accounts, now: NOON }))).toEqual([
          'unchanged',
        ]);
      }),
    );
  });

  it('finds the other way round what it found one way', async () => {
    const mirrored = [
      ['lockedOut', 'noLongerLockedOut'],
      ['gainsRemoval', 'losesRemoval'],
      ['challengedForMore', 'challengedForLess'],
      ['unchanged', 'unchanged'],
    ] as const;
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyPolicy, anyFacts, async (from, to, facts) => {
        const accounts = [{ id: 'u', facts }];
        const there = await simulate({ from, to, accounts, now: NOON });
        const back = await simulate({ from: to, to: from, accounts, now: NOON });
        for (const [one, other] of mirrored) {
          expect(there[one].count, one).toBe(back[other].count);
          expect(there[other].count, other).toBe(back[one].count);
        }
      }),
    );
  });

  it('finds nothing loosened by a rule that is added', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyRule('added'), anyFacts, async (from, rule, facts) => {
        const to = { ...from, rules: [...from.rules, rule] };
        const found = await simulate({ from, to, accounts: [{ id: 'u', facts }], now: NOON });
        expect(found.noLongerLockedOut.count + found.noLongerChallenged.count).toBe(0);
        expect(found.challengedForLess.count + found.gainsRemoval.count).toBe(0);
      }),
      { numRuns: runs(400) },
    );
  });

  it.each<[about: string, Partial<Policy>, Rule, has: string]>([
    [
      'a second app',
      { rules: [{ id: 'two', enrol: { count: 2, of: ['totp'] } }] },
      { id: 'added', signIn: { of: ['totp'] } },
      'phone',
    ],
    [
      'what the app is not',
      { rules: [{ id: 'plain', signIn: { count: 2, of: ['password', 'email', 'webauthn'] } }] },
      { id: 'added', signIn: { of: ['totp'] } },
      'phone',
    ],
    [
      'an app besides the key',
      {
        rules: [{ id: 'app', enrol: { of: ['totp'] } }],
        manage: { proof: { of: ['totp'] }, enrol: { of: ['webauthn', 'totp'] } },
      },
      { id: 'added', signIn: { of: ['webauthn', 'totp'] } },
      'key webauthn',
    ],
  ])(
    'FA4 an enrolment takes its proof at sign-in, where no factor is asked for: %s',
    async (_, changes, rule, has) => {
      const from: Policy = { ...notAsked, ...changes };
      const to = { ...from, rules: [...from.rules, rule] };
      const found = await groups(from, to, { has: [has] });
      expect(found).not.toContain('noLongerLockedOut');
      expect(found).not.toContain('newlyChallenged');
    },
  );

  it('says beforehand whom a profile locks out: email alone, under NIST AAL2', async () => {
    const from = presetS0;
    const to = withProfile(from, profiles.nistAal2);
    const accounts = [
      account({ has: ['mail email @box'] }, 'mail'),
      account({ has: ['phone'] }, 'app'),
      account(nothing, 'new'),
    ];
    const found = await simulate({ from, to, accounts, now: NOON });
    expect(found.lockedOut).toEqual({ count: 1, samples: ['mail'] });
    expect(found.noLongerLockedOut.count).toBe(0);
  });

  it('of administrators under the workforce preset, only who has no key is affected', async () => {
    const to: Policy = {
      ...presetWorkforce,
      rules: presetWorkforce.rules.map(({ grace: _, ...rule }) => rule),
    };
    const who = ['administrator'];
    const accounts = [
      account({ who, has: ['phone'] }, 'app'),
      account({ who, has: ['key webauthn phishing-resistant'] }, 'key'),
      account({ has: ['phone'] }, 'clerk'),
    ];
    const found = await simulate({ from: presetWorkforce, to, accounts, now: NOON });
    expect(found.mustEnrol.samples).toEqual(['app']);
    expect(found.lockedOut.count).toBe(0);
  });
});
