import type { FactorMethod, TotpSetup } from '@factorkit/core';

/**
 * A second method, as plain as can be: it accepts any number that is greater than the last one. What it shows at set-up
 * is of no use, and of the shape that the engine passes on.
 */
export function pin(): FactorMethod<TotpSetup> {
  return {
    method: 'x-pin',
    create: async () => ({ last: 0 }),
    present: async ({ issuer, accountName }) => ({
      kind: 'totp',
      uri: 'otpauth://totp/none',
      secret: 'none',
      issuer,
      accountName,
      digits: 6,
      periodSeconds: 30,
    }),
    shows: () => ({ traits: [] }),
    async check({ data, response }) {
      if (typeof response !== 'string' || !/^\d+$/.test(response)) return { kind: 'malformed' };
      const shown = Number(response);
      if (shown > Number(data.last)) return { kind: 'match', data: { last: shown }, traits: [] };
      return { kind: shown > 0 && shown === data.last ? 'used' : 'mismatch' };
    },
  };
}
