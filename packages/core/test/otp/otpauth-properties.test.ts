import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../test-tiers.ts';
import {
  buildOtpauthUri,
  OtpauthUriError,
  type OtpauthUriInput,
  parseOtpauthUri,
} from '../../src/otp/index.ts';
import { thrownBy } from './untyped.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a key URI', () => {
  const part = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes(':'));
  const common = {
    secret: fc.uint8Array({ minLength: 16, maxLength: 70 }),
    account: fc.oneof(
      part,
      fc.constantFrom(' alice', '  ', 'a/b', 'a?b', 'a#b', '100%', '%3A', '..', '+', '&=', '\n'),
    ),
    issuer: fc.option(part, { nil: undefined }),
    algorithm: fc.constantFrom('SHA1', 'SHA256', 'SHA512'),
    digits: fc.constantFrom(6, 7, 8),
  } as const;
  const totp = fc.record({
    type: fc.constant('totp'),
    ...common,
    periodSeconds: fc.integer({ min: 1, max: 100_000 }),
  });
  const hotp = fc.record({ type: fc.constant('hotp'), ...common, counter: fc.maxSafeNat() });

  it('U1 U2 U3 comes back whatever the issuer, the account and the settings', () => {
    fc.assert(
      fc.property(fc.oneof(totp, hotp), (input: OtpauthUriInput) => {
        expect(parseOtpauthUri(buildOtpauthUri(input))).toEqual(input);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('U2 is plain ASCII that the URL of the runtime reads too', () => {
    fc.assert(
      fc.property(totp, (input) => {
        const uri = buildOtpauthUri(input);
        expect(uri).toMatch(/^[!-~]+$/);
        expect(new URL(uri).searchParams.get('issuer')).toBe(input.issuer ?? null);
      }),
    );
  });

  it('U1 whatever the text, it is read or refused with an OtpauthUriError', () => {
    const noise = fc.string({ unit: 'binary' });
    const pieces = fc.constantFrom(
      'otpauth://',
      'totp',
      'hotp',
      '/',
      '?',
      '&',
      '=',
      '%',
      ':',
      '#',
      'secret',
      SECRET,
    );
    const text = fc.oneof(
      noise,
      fc.array(fc.oneof(pieces, noise)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (rest) => {
        for (const uri of [rest, `otpauth://totp/${rest}`, `otpauth://totp/a?secret=${SECRET}&${rest}`]) {
          const error = thrownBy(() => parseOtpauthUri(uri));
          if (error !== undefined) expect(error).toBeInstanceOf(OtpauthUriError);
        }
      }),
    );
  });
});
