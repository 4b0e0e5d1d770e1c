import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageId, Parameter } from '../../src/policy/catalogue/message.ts';
import {
  type Catalogue,
  type Duration,
  englishCatalogue,
  evaluate,
  explain,
  messagesOf,
  type Policy,
  presetS0,
  presetS1,
  presetS2,
  presetS4,
  presetWorkforce,
  type Requirement,
  say,
} from '../../src/policy/index.ts';
import { durationMs } from '../../src/policy/schema/duration.ts';
import { anyFacts, anyIntent } from './any-facts.ts';
import { anyPolicy } from './any-policy.ts';
import { full } from './full-policy.ts';
import { factsOf, intentOf, NOON, type Situation } from './situation.ts';

const told = (policy: Policy, situation: Situation, intent = 'sign-in'): readonly string[] =>
  explain(evaluate(policy, factsOf(situation), intentOf(intent), NOON));

const say1 = (parameter: Parameter, catalogue: Catalogue = englishCatalogue): string =>
  say({ id: 'unmet.change', parameters: { requirement: parameter, why: 'x' } }, catalogue)
    .replace('This change takes ', '')
    .replace(': x.', '');

/** The requirement as it is read out in a policy. */
function phrase(requirement: Requirement): string {
  const sentence = explain({ ...presetS1, manage: { proof: requirement } }).find((text) =>
    text.startsWith('A change'),
  );
  return sentence?.replace('A change to the factors takes ', '').replace(/\.$/, '') ?? '';
}

describe('explain(decision)', () => {
  it('S0.1 a first sign-in under a policy that requires MFA', () => {
    expect(told(presetS0, { shown: ['password'] })).toEqual([
      'The user must first set up a factor.',
      'The rule “everyone” asks for an authenticator app, an email code, a text message code or a security key: nothing of the kind is set up.',
      'It can be an authenticator app, an email code, a text message code or a security key.',
    ]);
  });

  it('S2.9 who lost the app', () => {
    expect(told(presetS2, { has: ['phone'], codes: 1, shown: ['password'] })).toEqual([
      'The user must prove something more.',
      'Signing in takes an authenticator app, not over the channel of the first factor: it has not been proved yet.',
      'One of the factors that are set up can answer this.',
      'A backup code can answer this, too.',
      'The user has 1 backup code left and should make new ones.',
    ]);
  });

  it('grace left, by date and by number', () => {
    expect(told(presetWorkforce, { shown: ['password'] })).toContain(
      'It can be put off until 17 March 2026, 12:00 UTC.',
    );
    const skips = (left: number): Policy => ({
      ...presetS1,
      rules: [{ id: 'r', enrol: { of: ['totp'] }, grace: { skips: left } }],
    });
    expect(told(skips(1), { shown: ['password'] })).toContain('It can be put off once more.');
    expect(told(skips(3), { shown: ['password'] })).toContain('It can be put off 3 more times.');
  });

  it('a refusal, by its reason', () => {
    expect(told(presetS1, { has: ['phone suspended'], shown: ['password'] })).toEqual([
      'None of the user’s factors can be used for this now: only recovery helps.',
    ]);
  });

  it('a change that asks for the password again', () => {
    const texts = told(presetS4, { has: ['phone'], shown: ['password 1d', 'phone'] }, 'enrol email');
    expect(texts.slice(0, 3)).toEqual([
      'The user must prove something more.',
      'This change takes the password, proved within the last 5 minutes, not merely remembered: it was proved too long ago.',
      'It can be answered with the password.',
    ]);
  });

  it('what a recovery waits for', () => {
    const request = {
      via: 'support',
      by: 'sue',
      checks: ['identity-document', 'manager-call'],
      approved: ['bea', 'ben'],
    } as const;
    expect(told(presetWorkforce, { has: ['phone'], request }, 'recover support')[0]).toBe(
      'This has to wait until 4 March 2026, 12:00 UTC.',
    );
  });

  it('a rule that is only watched', () => {
    const watched: Policy = { ...presetS1, rules: [{ id: 'r', mode: 'monitor', enrol: { of: ['totp'] } }] };
    expect(told(watched, { shown: ['password'] })).toEqual([
      'Nothing more is asked for.',
      'The rule “r” is only monitored. If enforced, it would have required an authenticator app: nothing of the kind is set up.',
    ]);
  });

  it('names no user, no factor and nobody who approved, whatever is decided', () => {
    fc.assert(
      fc.property(anyPolicy, anyFacts, anyIntent, (policy, facts, intent) => {
        const named = { ...facts, user: { ...facts.user, accountName: 'zz-user' } };
        const factors = facts.factors.map((factor) => ({ ...factor, id: `zz-${factor.id}` }));
        const text = explain(evaluate(policy, { ...named, factors }, intent, NOON)).join(' ');
        expect(text).not.toMatch(/zz-|anna|\bsue\b|\bbea\b|\bben\b/);
      }),
    );
  });
});

describe('explain(policy)', () => {
  it('a whole policy, in the order in which one asks', () => {
    expect(explain(presetS2)).toEqual([
      'Users can set up an authenticator app.',
      'Users who have a factor are asked for one at every sign-in.',
      'A change to the factors takes an authenticator app or a backup code, proved within the last 15 minutes.',
      '10 backup codes are issued with the first factor.',
      'The factor becomes active only after the user confirms that the codes are stored.',
      'With a backup code, all users can sign in without the lost factor.',
      'Browsers are not remembered.',
      '5 wrong answers in a row lock a factor for 30 seconds, and each one more for twice as long, at most 1 hour.',
      '5 wrong codes in a row, of more than one factor, make all codes wait, and no other way to sign in.',
      'After 100 wrong answers in a row the factor is suspended and must be set up again.',
      'When the first factor is set up: all sessions end.',
      'When a factor is removed: all other sessions end.',
    ]);
  });

  it('a policy that names all there is to name', () => {
    const texts = explain(full);
    expect(texts).toContain(
      'Rule “a”, for users who have the role “administrator”, are in the group “north” or “south”, have “DE”, “49” or “true” as “country”, sign in at a high risk, are not among those who are in the group “exempt” and either have the role “auditor” or sign in at a medium or high risk: an authenticator app must be set up.',
    );
    expect(texts).toContain('Until 1 March 2027, 00:00 UTC, this can be put off.');
    expect(texts).toContain('This can be put off for 14 days from when the user is first asked.');
    expect(texts).toContain('This can be put off 100 times.');
    expect(texts).toContain('The rule “b” is only monitored: it is not enforced yet.');
  });

  it('every change of the policy that matters changes the text', () => {
    const said = explain(presetWorkforce).join('\n');
    const changes: readonly Partial<Policy>[] = [
      { enrolledMeansRequired: false },
      { methods: { totp: { allow: 'yes' } } },
      { methods: { totp: { allow: 'existing' }, webauthn: { allow: 'yes' } } },
      { rules: presetWorkforce.rules.slice(1) },
      { manage: { ...presetWorkforce.manage, bootstrap: { of: ['password'] } } },
      { backupCodes: { issue: 'on-request', acknowledge: 'gate', count: 1 } },
      { recovery: [] },
      { throttle: { attempts: 1 } },
      { throttle: { cap: 1 } },
      { on: [] },
    ];
    for (const change of changes)
      expect(explain({ ...presetWorkforce, ...change }).join('\n')).not.toBe(said);
    const { trustedDevices: _, ...strict } = presetWorkforce;
    expect(explain(strict)).toContain('Browsers are not remembered.');
    expect(explain({ ...presetS1, recovery: [] })).toContain(
      'A user who loses every factor cannot recover the account.',
    );
  });

  it('leaves no place open in any text, whatever the policy', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        for (const text of explain(policy)) expect(text).not.toMatch(/[{}]|undefined|\[object/);
      }),
    );
  });
});

describe('a requirement as a phrase', () => {
  it.each<[Requirement, string]>([
    [{ of: ['totp'] }, 'an authenticator app'],
    [{ of: ['totp', 'sms'] }, 'an authenticator app or a text message code'],
    [{ of: ['x-card'] }, 'a factor of the kind “x-card”'],
    [{ count: 2, of: ['totp', 'sms'] }, '2 of these: an authenticator app or a text message code'],
    [
      { count: 2, of: ['totp', 'sms'], distinct: 'method' },
      '2 of these: an authenticator app or a text message code, each of another kind',
    ],
    [
      { count: 2, of: ['sms'], distinct: 'channel' },
      '2 of these: a text message code, each over a separate channel',
    ],
    [{ of: ['email'], distinct: 'channel' }, 'an email code, not over the channel of the first factor'],
    [{ of: ['totp'], distinct: 'method' }, 'an authenticator app'],
    [{ of: [{}] }, 'any factor'],
    [{ of: [{ trait: ['phishing-resistant'] }] }, 'any factor that is proof against phishing'],
    [
      { of: [{ method: ['webauthn'], not: ['user-verified', 'device-bound'] }] },
      'a security key that is not unlocked with a PIN or biometrics or bound to one device',
    ],
    [
      { of: [{ trait: ['user-verified'], not: ['remembered'] }] },
      'any factor that is unlocked with a PIN or biometrics and not remembered from an earlier sign-in',
    ],
    [{ all: [{ of: ['totp'] }, { of: ['sms'] }] }, 'both an authenticator app and a text message code'],
    [
      { all: [{ of: ['totp'] }, { of: ['sms'] }, { of: ['email'] }] },
      'all of: an authenticator app, a text message code and an email code',
    ],
    [
      { any: [{ of: ['totp', 'email'] }, { all: [{ of: ['sms'] }, { of: ['password'] }] }] },
      'either (an authenticator app or an email code) or (both a text message code and the password)',
    ],
    [{ all: [{ of: ['totp'] }] }, 'an authenticator app'],
  ])('%j', (requirement, expected) => {
    expect(phrase(requirement)).toBe(expected);
  });
});

describe('the catalogue', () => {
  it.each<[Duration, string]>([
    ['1s', '1 second'],
    ['90s', '90 seconds'],
    ['60s', '1 minute'],
    ['15m', '15 minutes'],
    ['90m', '90 minutes'],
    ['24h', '1 day'],
    ['36h', '36 hours'],
    ['14d', '14 days'],
    ['3650d', '3,650 days'],
  ])('says %s as %s', (duration, expected) => {
    expect(say1({ duration })).toBe(expected);
    expect(durationMs(duration)).toBeGreaterThan(0);
  });

  it('says a moment in UTC, and lists as the language does', () => {
    expect(say1({ at: Date.UTC(2027, 0, 31, 23, 59, 59) })).toBe('31 January 2027, 23:59 UTC');
    expect(say1({ list: ['a'], join: 'or' })).toBe('a');
    expect(say1({ list: ['a', 'b', 'c'], join: 'or' })).toBe('a, b or c');
    expect(say1({ list: ['a', 'b', 'c'], join: 'and' })).toBe('a, b and c');
    expect(say1({ list: ['a', 'b'], join: 'or' }, { ...englishCatalogue, locale: 'de' })).toBe('a oder b');
  });

  it('takes the plural that the language has, and "other" where a text lacks it', () => {
    const texts = {
      ...englishCatalogue.texts,
      'duration.days': {
        one: '{count} день',
        few: '{count} дня',
        many: '{count} дней',
        other: '{count} дня',
      },
      'duration.hours': { other: '{count} ч' },
    };
    const russian: Catalogue = { locale: 'ru', texts };
    expect((['1d', '3d', '5d', '21d'] as const).map((duration) => say1({ duration }, russian))).toEqual([
      '1 день',
      '3 дня',
      '5 дней',
      '21 день',
    ]);
    expect(say1({ duration: '1h' }, russian)).toBe('1 ч');
  });

  it('says the name of a text that it does not have, and leaves a place open that nothing fills', () => {
    const { 'decision.allow': _, ...texts } = englishCatalogue.texts;
    const partial = { locale: 'en', texts } as unknown as Catalogue;
    expect(say({ id: 'decision.allow' }, partial)).toBe('decision.allow');
    expect(say({ id: 'toString' as MessageId }, englishCatalogue)).toBe('toString');
    expect(say({ id: 'quoted' }, englishCatalogue)).toBe('“{text}”');
  });

  it('puts in what it is given as it is: a name with a place in it stays a name', () => {
    expect(say({ id: 'quoted', parameters: { text: '{text}' } }, englishCatalogue)).toBe('“{text}”');
  });

  it('gives the same as ids and parameters', () => {
    const decision = evaluate(presetS1, factsOf({ shown: ['password'] }), { kind: 'sign-in' }, NOON);
    expect(messagesOf(decision)).toEqual([{ id: 'decision.allow' }]);
    expect(messagesOf(presetS1)[0]).toEqual({
      id: 'policy.methods',
      parameters: { methods: { list: [{ id: 'method.totp' }], join: 'or' } },
    });
  });
});
