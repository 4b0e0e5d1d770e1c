import type { FactorMethod } from '@factorkit/core';

/** A method whose credential may stand on one account alone: what it answers with is its credential. */
export const keyMethod: FactorMethod = {
  method: 'x-key',
  ceremony: {
    options: async ({ factors }) => ({ allow: factors.map(({ factorId }) => factorId) }),
    answeredBy: (response, factors) => factors.find(({ data }) => data.credential === response)?.factorId,
  },
  create: async () => ({ credential: '' }),
  present: async () => ({ kind: 'webauthn', options: {} }),
  shows: () => ({ traits: [] }),
  credentialId: ({ credential }) => (credential === '' ? undefined : String(credential)),
  async check({ data, response }) {
    if (typeof response !== 'string') return { kind: 'malformed' };
    const isNew = data.credential === '';
    return isNew || data.credential === response
      ? { kind: 'match', data: { credential: response }, traits: [] }
      : { kind: 'invalid', reason: 'another-key' };
  },
};
