import { execFileSync } from 'node:child_process';
import { describe, expect, it, type TestContext } from 'vitest';
import {
  buildOtpauthUri,
  encodeBase32,
  generateHotp,
  generateSecret,
  generateTotp,
  parseOtpauthUri,
} from '../../src/otp/index.ts';

const OATHTOOL = 'oathtool';
const times = [0, 59, 1_111_111_109, 1_700_000_000, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 20_000_000_000];
const algorithms = ['SHA1', 'SHA256', 'SHA512'] as const;

/** An authenticator that somebody else wrote: `oathtool` of OATH Toolkit. The secret goes in by standard input. */
function oathtool(secret: string, args: readonly string[]): string {
  return execFileSync(OATHTOOL, ['--base32', ...args, '-'], { input: secret, encoding: 'utf8' }).trim();
}

function skipWithoutOathtool(ctx: TestContext): void {
  try {
    execFileSync(OATHTOOL, ['--version'], { stdio: 'ignore' });
  } catch {
    ctx.skip('missing: oathtool (apt-get install oathtool)');
  }
}

describe('an independent authenticator shows the same codes', () => {
  it.for(algorithms)(
    'S0.4 S1.5 T1 T2 %s at any digits and period, from the secret as text',
    (algorithm, ctx) => {
      skipWithoutOathtool(ctx);
      const key = generateSecret({ algorithm });
      for (const digits of [6, 7, 8] as const) {
        for (const [index, seconds] of times.entries()) {
          const periodSeconds = [30, 60, 1][index % 3] ?? 30;
          const shown = oathtool(encodeBase32(key), [
            `--totp=${algorithm}`,
            `--digits=${digits}`,
            `--time-step-size=${periodSeconds}s`,
            `--now=@${seconds}`,
          ]);
          expect(generateTotp({ key, algorithm, timeMs: seconds * 1000, digits, periodSeconds })).toBe(shown);
        }
      }
    },
  );

  it('H2 counter-based codes up to the last counter', (ctx) => {
    skipWithoutOathtool(ctx);
    const key = generateSecret();
    for (const counter of [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]) {
      const shown = oathtool(encodeBase32(key), ['--hotp', `--counter=${counter}`]);
      expect(generateHotp({ key, counter })).toBe(shown);
    }
  });

  it('H1 a short secret of another system, from its key URI', (ctx) => {
    skipWithoutOathtool(ctx);
    const uri = 'otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example';
    const { secret } = parseOtpauthUri(uri, { allowShortSecret: true });
    const shown = oathtool('JBSWY3DPEHPK3PXP', ['--totp', '--now=@1700000000']);
    expect(generateTotp({ key: secret, timeMs: 1_700_000_000_000, allowShortSecret: true })).toBe(shown);
  });

  it('B3 U1 the secret as a key URI has it', (ctx) => {
    skipWithoutOathtool(ctx);
    const secret = generateSecret();
    const uri = buildOtpauthUri({ type: 'totp', secret, account: 'alice', issuer: 'ACME' });
    const [, text = ''] = /secret=([^&]*)/.exec(uri) ?? [];
    const shown = oathtool(text, ['--totp', '--now=@1700000000']);
    expect(generateTotp({ key: secret, timeMs: 1_700_000_000_000 })).toBe(shown);
  });
});
