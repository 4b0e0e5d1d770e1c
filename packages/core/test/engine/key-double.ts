import type { FactorMethod, TotpSetup } from '@factorkit/core';

/**
 * A method that asks the browser, as far as the engine looks at one: the answer says whose it is, and is right where it
 * says `signed`. What it shows at set-up is of no use, and of the shape that the engine passes on.
 */
export function keyDouble(): FactorMethod<TotpSetup> {
  return {
    method: 'x-key',
    ceremony: {
      options: async () => ({}),
      answeredBy: (_response, factors) => factors[0]?.factorId,
    },
    create: async () => ({ made: true }),
    present: async ({ issuer, accountName }) => ({
      kind: 'totp',
      uri: 'otpauth://totp/none',
      secret: 'none',
      issuer,
      accountName,
      digits: 6,
      periodSeconds: 30,
    }),
    shows: () => ({ traits: ['phishing-resistant'] }),
    check: async ({ data, response }) =>
      response === 'signed' ? { kind: 'match', data, traits: [] } : { kind: 'invalid', reason: 'signature' },
  };
}
