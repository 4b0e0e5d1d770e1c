import type { FactorMethod } from '@factorkit/core';

/** A security key: it answers with its credential, which stands on one account alone. */
export const securityKey: FactorMethod = {
  method: 'webauthn',
  create: async () => ({ credential: '' }),
  present: async () => ({ kind: 'webauthn', options: {} }),
  shows: () => ({ traits: ['phishing-resistant'] }),
  credentialId: ({ credential }) => (credential === '' ? undefined : String(credential)),
  async check({ data, response }) {
    if (typeof response !== 'string') return { kind: 'malformed' };
    const isNew = data.credential === '';
    return isNew || data.credential === response
      ? { kind: 'match', data: { credential: response }, traits: ['phishing-resistant'] }
      : { kind: 'invalid', reason: 'another-key' };
  },
};
