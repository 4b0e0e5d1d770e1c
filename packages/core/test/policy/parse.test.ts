import { describe, expect, it } from 'vitest';
import { presetS0 } from '../../src/policy/presets/s0.ts';
import { presetS1 } from '../../src/policy/presets/s1.ts';
import { presetS2 } from '../../src/policy/presets/s2.ts';
import { presetS3 } from '../../src/policy/presets/s3.ts';
import { presetS4 } from '../../src/policy/presets/s4.ts';
import { presetWorkforce } from '../../src/policy/presets/workforce.ts';
import { parsePolicy } from '../../src/policy/schema/parse.ts';
import { mfaErrorOf } from '../codec/sample-keyring.ts';
import { changed, full } from './full-policy.ts';
import { byTheReaderAlone, structurally } from './refused-policies.ts';

const presets = [presetS0, presetS1, presetS2, presetS3, presetS4, presetWorkforce];

describe('parsePolicy', () => {
  it.each([...presets, full].map((policy) => [policy.id, policy] as const))(
    'takes %s, and the same again out of JSON',
    (_, policy) => {
      expect(parsePolicy(policy)).toEqual(policy);
      const text = JSON.stringify(policy);
      expect(JSON.stringify(parsePolicy(JSON.parse(text)))).toBe(text);
    },
  );

  it('takes what is at a limit', () => {
    const limits: readonly (readonly [path: string, value: unknown])[] = [
      ['rules[0].signIn.maxAge', '315360000s'],
      ['methods.email.code.expiresAfter', '600s'],
      ['trustedDevices.for', '2160h'],
      ['throttle.lock', '24h'],
      ['methods.totp.max', 1],
      ['backupCodes.bits', 64],
      ['throttle.cap', 1],
      ['rules', []],
      [`rules[0].when.attribute.${'a'.repeat(64)}`, [0, false, 'x']],
    ];
    for (const [path, value] of limits) expect(() => parsePolicy(changed(path, value))).not.toThrow();
  });

  it('gives back a copy that nobody can change', () => {
    const given = structuredClone(presetS2) as { -readonly [key in keyof typeof presetS2]: unknown };
    const policy = parsePolicy(given);
    given.rules = 'none';
    expect(policy.rules).toEqual([]);
    expect(Object.isFrozen(policy)).toBe(true);
    expect(Object.isFrozen(policy.manage.proof)).toBe(true);
    expect(Object.isFrozen(policy.recovery)).toBe(true);
  });

  it('takes an object without inheritance', () => {
    expect(parsePolicy(Object.assign(Object.create(null), presetS1))).toEqual(presetS1);
  });

  it('takes undefined for left out', () => {
    expect(parsePolicy({ ...presetS1, backupCodes: undefined })).toEqual(presetS1);
  });
});

/** The standard whose limit a row shows, for its name. */
function criterion(path: string): string {
  if (path === 'throttle.cap') return 'P1 ';
  if (path === 'backupCodes.bits') return 'R5 ';
  if (path === 'methods.x-notary') return 'FA17 ';
  if (path.endsWith('of[0]')) return 'FA26 ';
  return path === 'methods.email.code.expiresAfter' ? 'O3 ' : '';
}

describe('parsePolicy refuses, with the path and the reason', () => {
  it.each(
    [...structurally, ...byTheReaderAlone].map(
      ([path, value, why]) =>
        [`${criterion(path)}${path}: ${JSON.stringify(value) ?? 'left out'}`, path, value, why] as const,
    ),
  )('%s', (_, path, value, why) => {
    const error = mfaErrorOf(() => parsePolicy(changed(path, value)));
    expect(error.code).toBe('policy-invalid');
    // What is wrong with two fields together is said of what holds them.
    const together = /^(no end|something to enrol|a first lock|no two)/.test(why);
    const place = together ? path.replace(/(\[\d+\])?\.[^.]*$/, why.startsWith('no two') ? '' : '$1') : path;
    expect(error.message).toBe(`policy.${place}: expected ${why}`);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', JSON.stringify(full)],
    ['a list', [full]],
    ['a number', 1],
    ['a function', () => full],
  ])('%s in its place', (_, value) => {
    expect(mfaErrorOf(() => parsePolicy(value)).message).toBe('policy: expected an object');
  });

  it('a key that every object inherits', () => {
    const text = JSON.stringify(full);
    const poisoned = JSON.parse(`{"__proto__":{"recovery":[]},${text.slice(1)}`);
    expect(mfaErrorOf(() => parsePolicy(poisoned)).message).toBe('policy.__proto__: expected no such key');
    const method = JSON.parse(text.replace('"methods":{', '"methods":{"__proto__":{"allow":"yes"},'));
    expect(mfaErrorOf(() => parsePolicy(method)).message).toBe(
      "policy.methods.__proto__: expected one of totp, email, sms, webauthn, or a plug-in's x-…",
    );
  });

  it('numbers that JSON does not have', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 5n]) {
      expect(mfaErrorOf(() => parsePolicy(changed('methods.totp.max', value))).message).toContain(
        'methods.totp.max',
      );
    }
  });

  it('what is more than data', () => {
    for (const value of [new Map(), new Date(0), Object.create({ of: ['totp'] })]) {
      expect(mfaErrorOf(() => parsePolicy({ ...full, manage: { proof: value } })).message).toBe(
        'policy.manage.proof: expected plain data',
      );
    }
    expect(mfaErrorOf(() => parsePolicy({ ...full, rules: [{ id: 'a' }, new Map()] })).message).toBe(
      'policy.rules[1]: expected plain data',
    );
  });

  it('a requirement that mixes alternatives with a list of its own', () => {
    const mixed = { any: [{ of: ['totp'] }], of: ['password'] };
    expect(mfaErrorOf(() => parsePolicy(changed('manage.proof', mixed))).message).toBe(
      'policy.manage.proof.of: expected no such key',
    );
  });

  it('a fault deep inside, with the whole way to it', () => {
    const deep = {
      all: [{ of: ['totp'] }, { any: [{ of: ['totp'] }, { all: [{ of: ['totp', 'sms', 'otp'] }] }] }],
    };
    expect(mfaErrorOf(() => parsePolicy(changed('rules[1].enrol', deep))).message).toMatch(
      /^policy\.rules\[1\]\.enrol\.all\[1\]\.any\[1\]\.all\[0\]\.of\[2\]: expected one of password, /,
    );
  });

  it('a longest lock that is shorter than the first, which defaults to 30 seconds', () => {
    expect(() => parsePolicy({ ...presetS1, throttle: { maxLock: '30s' } })).not.toThrow();
    expect(mfaErrorOf(() => parsePolicy({ ...presetS1, throttle: { maxLock: '29s' } })).message).toBe(
      'policy.throttle: expected a first lock (lock) that is not longer than the longest (maxLock)',
    );
  });

  it('a nesting of more than 32 levels, or without end', () => {
    const nest = (depth: number, leaf: unknown): unknown =>
      depth === 0 ? leaf : { all: [nest(depth - 1, leaf)] };
    const refused = /expected at most 32 levels, and no circle$/;
    expect(() => parsePolicy(changed('manage.proof', nest(14, { of: ['totp'] })))).not.toThrow();
    for (const proof of [nest(14, { of: [{ method: ['totp'] }] }), nest(1_000, { of: ['totp'] })]) {
      expect(mfaErrorOf(() => parsePolicy(changed('manage.proof', proof))).message).toMatch(refused);
    }
  });
});

it.each(['security-question', 'kba', 'memorable-word'])('R13 %s is not a method', (method) => {
  const policy = { ...presetS2, methods: { ...presetS2.methods, [method]: { allow: 'yes' } } };
  expect(() => parsePolicy(policy)).toThrow(`methods.${method}`);
});
