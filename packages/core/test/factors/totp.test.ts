import { createFakeClock, createSeededRandom } from '@factorkit/testkit';
import { describe, expect, it } from 'vitest';
import type { FactorData } from '../../src/account/factors/factor.ts';
import { createKeyringSealer } from '../../src/codec/keyring-sealer.ts';
import type { FactorMethod } from '../../src/factors/method.ts';
import type { TotpSetup } from '../../src/factors/setup.ts';
import { type TotpOptions, totp } from '../../src/factors/totp.ts';
import { decodeBase32, generateTotp, parseOtpauthUri } from '../../src/otp/index.ts';
import type { MethodRule } from '../../src/policy/schema/policy.ts';
import type { SealContext } from '../../src/ports/sealer.ts';
import { ringOf } from '../codec/sample-keyring.ts';

const NOON = Date.UTC(2026, 2, 3, 12);
const STEP_MS = 30_000;
const rule: MethodRule = { allow: 'yes' };
const random = createSeededRandom(11);
const sealer = createKeyringSealer(ringOf('a'), random);
/** Nothing of an app is hashed. */
const keyed = { of: (text: string) => text, matches: () => false, outdated: () => false };
const place = { userId: 'anna', factorId: 'phone', sealer, keyed };
const binding = 'challenge:1';

/** A factor made with these options, and the phone that scanned it. */
async function enrolled(options: TotpOptions = {}) {
  const data = await totp(options).create({ ...place, random, others: [] });
  const setup = await totp().present({
    ...place,
    data,
    issuer: 'Example Portal',
    accountName: 'anna@example.org',
    rule,
    others: [],
  });
  const { secret, algorithm, digits, periodSeconds } = parseTotpUri(setup.uri);
  const code = (timeMs: number) => generateTotp({ key: secret, timeMs, algorithm, digits, periodSeconds });
  return { data, setup, code };
}

function parseTotpUri(uri: string) {
  const parsed = parseOtpauthUri(uri);
  if (parsed.type !== 'totp') throw new Error('not of type totp');
  return parsed;
}

interface Asked {
  readonly data: FactorData;
  readonly response: unknown;
  readonly now?: number;
  readonly rule?: MethodRule;
  readonly method?: FactorMethod<TotpSetup>;
}

const check = ({ method = totp(), ...asked }: Asked) =>
  method.check({ ...place, rule, now: NOON, binding, ...asked });

describe('a new authenticator-app factor', () => {
  it('H8 keeps its secret sealed, and the settings that it was made with', async () => {
    const { data, setup } = await enrolled();
    expect(Object.keys(data).sort()).toEqual(['algorithm', 'digits', 'periodSeconds', 'secret']);
    expect(data).toMatchObject({ algorithm: 'SHA1', digits: 6, periodSeconds: 30 });
    const secret = decodeBase32(setup.secret);
    for (const spelling of [
      setup.secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64url'),
    ]) {
      expect(JSON.stringify(data)).not.toContain(spelling);
    }
  });

  it('H8 seals it to the user, the factor and the field', async () => {
    const places: SealContext[] = [];
    const spy = {
      ...sealer,
      seal: (plain: Uint8Array, context: SealContext) => {
        places.push(context);
        return sealer.seal(plain, context);
      },
    };
    const data = await totp().create({ ...place, sealer: spy, random, others: [] });
    expect(places).toEqual([{ userId: 'anna', factorId: 'phone', field: 'secret' }]);
    const moved = totp().check({
      binding,
      ...place,
      factorId: 'spare',
      data,
      response: '123456',
      rule,
      now: NOON,
    });
    await expect(moved).rejects.toMatchObject({ code: 'seal-broken' });
  });

  it.each([
    ['SHA1', 20],
    ['SHA256', 32],
    ['SHA512', 64],
  ] as const)('T2 T3 has a secret of its own, for %s of %i random bytes', async (algorithm, length) => {
    const asked: number[] = [];
    const source = createSeededRandom(1);
    const data = await totp({ algorithm }).create({
      ...place,
      others: [],
      random: (count) => {
        asked.push(count);
        return source(count);
      },
    });
    expect(asked).toEqual([length]);
    expect(await sealer.open(String(data.secret), { ...place, field: 'secret' })).toEqual(
      createSeededRandom(1)(length),
    );
  });

  it('S1.3 S2.4 U1 is shown as a URI with issuer and user name, and as text for typing by hand', async () => {
    const { setup } = await enrolled();
    expect(setup).toEqual({
      kind: 'totp',
      uri: `otpauth://totp/Example%20Portal:anna@example.org?secret=${setup.secret}&issuer=Example%20Portal`,
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      issuer: 'Example Portal',
      accountName: 'anna@example.org',
      digits: 6,
      periodSeconds: 30,
    });
    expect(parseTotpUri(setup.uri).secret).toEqual(decodeBase32(setup.secret));
  });

  it('U3 settings that are not the usual ones stand in the URI', async () => {
    const { setup } = await enrolled({ algorithm: 'SHA256', digits: 8, periodSeconds: 60 });
    expect(parseTotpUri(setup.uri)).toMatchObject({ algorithm: 'SHA256', digits: 8, periodSeconds: 60 });
    expect(setup).toMatchObject({ digits: 8, periodSeconds: 60 });
  });

  it.each([
    ['digits', { digits: 5 }],
    ['digits', { digits: 9 }],
    ['digits', { digits: '6' }],
    ['algorithm', { algorithm: 'sha1' }],
    ['algorithm', { algorithm: 'MD5' }],
    ['periodSeconds', { periodSeconds: 0 }],
    ['periodSeconds', { periodSeconds: 30.5 }],
    ['periodSeconds', { periodSeconds: Number.NaN }],
  ])('H2 an app cannot have these %s: %j', (name, options) => {
    expect(() => totp(options as TotpOptions)).toThrow(name);
  });
});

describe('the answer of an authenticator app', () => {
  it('S1.7 is right while it shows, and keeps the step that it was right for', async () => {
    const { data, code } = await enrolled();
    const result = await check({ data, response: code(NOON) });
    expect(result).toEqual({ kind: 'match', data: { ...data, lastStep: NOON / STEP_MS }, traits: [] });
  });

  it('A2 what is typed by hand has no trait of a phishing-resistant factor', async () => {
    const { data, code } = await enrolled();
    expect(await check({ data, response: code(NOON) })).toMatchObject({ traits: [] });
  });

  it('T5 is right once: with what was kept, neither it nor an older step is right again', async () => {
    const { data, code } = await enrolled();
    const first = await check({ data, response: code(NOON) });
    if (first.kind !== 'match') throw new Error('the right code was refused');
    const kept = first.data;
    expect(await check({ data: kept, response: code(NOON) })).toMatchObject({ kind: 'used' });
    expect(await check({ data: kept, response: code(NOON - STEP_MS) })).toEqual({ kind: 'mismatch' });
    expect(await check({ data: kept, response: code(NOON + STEP_MS) })).toMatchObject({ kind: 'match' });
  });

  it('T5 a clock that is set back opens no used step again', async () => {
    const { data, code } = await enrolled();
    const clock = createFakeClock({ nowMs: NOON });
    const first = await check({ data, response: code(clock.now()), now: clock.now() });
    if (first.kind !== 'match') throw new Error('the right code was refused');
    clock.advance(-10 * STEP_MS);
    for (let step = -3; step <= 3; step++) {
      const response = code(clock.now() + step * STEP_MS);
      expect(await check({ data: first.data, response, now: clock.now() })).toEqual({ kind: 'mismatch' });
    }
  });

  it('T4 S1.8 the step before and the step after are right too, and no others', async () => {
    const { data, code } = await enrolled();
    const kinds = await Promise.all(
      [-2, -1, 0, 1, 2].map(
        async (step) => (await check({ data, response: code(NOON + step * STEP_MS) })).kind,
      ),
    );
    expect(kinds).toEqual(['mismatch', 'match', 'match', 'match', 'mismatch']);
  });

  it('T4 the policy says how many steps', async () => {
    const { data, code } = await enrolled();
    const kinds = (asked: MethodRule) =>
      Promise.all(
        [-3, -2, -1, 0, 1, 2].map(
          async (step) =>
            (await check({ data, response: code(NOON + step * STEP_MS), rule: asked })).kind === 'match',
        ),
      );
    expect(await kinds({ allow: 'yes', past: 0, future: 0 })).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(await kinds({ allow: 'yes', past: 2, future: 0 })).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(await kinds({ allow: 'yes', past: 0 })).toEqual([false, false, false, true, true, false]);
  });

  it('a factor of other settings keeps them, whatever new ones are made with', async () => {
    const old = await enrolled({ algorithm: 'SHA256', digits: 8, periodSeconds: 60 });
    const method = totp({ algorithm: 'SHA512', digits: 7, periodSeconds: 15 });
    const response = old.code(NOON);
    expect(response).toMatch(/^\d{8}$/);
    expect(await check({ method, data: old.data, response })).toEqual({
      kind: 'match',
      data: { ...old.data, lastStep: NOON / 60_000 },
      traits: [],
    });
    const shown = await method.present({
      ...place,
      data: old.data,
      issuer: 'P',
      accountName: 'a',
      rule,
      others: [],
    });
    expect(shown).toMatchObject({ secret: old.setup.secret, digits: 8, periodSeconds: 60 });
  });

  it('is read as people type it', async () => {
    const { data, code } = await enrolled();
    const [a, b] = [code(NOON).slice(0, 3), code(NOON).slice(3)];
    const fullWidth = code(NOON).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    for (const typed of [`${a} ${b}`, ` ${a}-${b}\n`, `${a}\u00a0${b}`, fullWidth]) {
      expect(await check({ data, response: typed })).toMatchObject({ kind: 'match' });
    }
  });

  it('is malformed where it is no code at all, and a mismatch where it is a wrong one', async () => {
    const { data, code } = await enrolled();
    const wrong = String((Number(code(NOON)) + 1) % 1_000_000).padStart(6, '0');
    expect(await check({ data, response: wrong })).toEqual({ kind: 'mismatch' });
    const shapeless: readonly unknown[] = [
      '',
      '12345',
      '1234567',
      'abcdef',
      '12345a',
      123456,
      null,
      undefined,
      {},
      ['123456'],
      true,
      '1'.repeat(1e6),
    ];
    for (const response of shapeless) expect(await check({ data, response })).toEqual({ kind: 'malformed' });
  });

  it('opens no secret for what is no code', async () => {
    const { data } = await enrolled();
    const shut = { ...sealer, open: () => Promise.reject(new Error('opened')) };
    const method = totp();
    const asked = { ...place, binding, sealer: shut, data, rule, now: NOON };
    expect(await method.check({ ...asked, response: 'abcdef' })).toEqual({ kind: 'malformed' });
    await expect(method.check({ ...asked, response: '123456' })).rejects.toThrow('opened');
  });

  it('FA20 a member of a newer version is refused, not dropped', async () => {
    const { data, code } = await enrolled();
    await expect(check({ data: { ...data, drift: 1 }, response: code(NOON) })).rejects.toMatchObject({
      code: 'account-unreadable',
      message: 'a stored totp factor cannot be read at data.drift',
    });
  });

  it.each([
    ['no secret', { secret: null }],
    ['a number as secret', { secret: 7 }],
    ['an unknown algorithm', { algorithm: 'MD5' }],
    ['five digits', { digits: 5 }],
    ['digits as text', { digits: '6' }],
    ['no period', { periodSeconds: 0 }],
    ['a broken period', { periodSeconds: 0.5 }],
    ['a used step that is no number', { lastStep: 'never' }],
    ['a used step that is null', { lastStep: null }],
    ['a used step before time began', { lastStep: -1 }],
    ['half a used step', { lastStep: 1.5 }],
    ['half of what was noted of its clock', { offStep: 7 }],
    ['a distance of its clock that is never noted', { offStep: 7, offBy: -21 }],
  ])('invariant 4: stored data with %s refuses, and shows nothing of itself', async (_, change) => {
    const { data, code } = await enrolled();
    const broken = { ...data, ...change };
    const error: unknown = await check({ data: broken, response: code(NOON) }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: 'MfaError', code: 'account-unreadable' });
    expect(String(error)).toBe('MfaError: a stored totp factor cannot be read');
  });
});
