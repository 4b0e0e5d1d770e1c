import { type FactorMethod, MfaError, type WebAuthnSetup } from '@factorkit/core';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import { assert } from './ceremony/authenticate.ts';
import { creationOptions, requestOptions } from './ceremony/ceremony-options.ts';
import { challengeOf } from './ceremony/challenge.ts';
import { register } from './ceremony/register.ts';
import { readOptions, type WebAuthnOptions } from './options.ts';
import { nameOf } from './response/authenticator-names.ts';
import { assertGenuine, credentialIn, dataOf, readData } from './response/credential.ts';
import { credentialIdIn } from './response/read-response.ts';
import { traitsOf } from './response/traits.ts';

/**
 * Security keys, platform authenticators and passkeys as factors (WebAuthn L3). A user can enrol several and use any of
 * them. The policy sets whether the user must be verified by PIN or biometrics: `methods.webauthn.userVerification`.
 *
 * @throws MfaError `configuration-invalid`, with the name of the option.
 * @example
 * ```ts
 * import { webauthn } from '@factorkit/webauthn';
 *
 * const methods = [webauthn({ rpId: 'example.com', origins: ['https://portal.example.com'] })];
 * ```
 */
export function webauthn(options: WebAuthnOptions): FactorMethod<WebAuthnSetup> {
  const settings = readOptions(options);
  return {
    method: 'webauthn',
    ceremony: {
      options: async (input) => requestOptions(settings, input),
      answeredBy(response, factors) {
        const id = credentialIdIn(response);
        if (id === undefined) return undefined;
        return factors.find(({ data }) => credentialIn(data)?.id === id)?.factorId;
      },
    },
    async create({ random, others }) {
      const known = others.flatMap((data) => credentialIn(data)?.userHandle ?? []);
      return {
        challenge: isoBase64URL.fromBuffer(random(32).slice()),
        // WebAuthn L3 §14.6.1: random, because anyone with the key can read it. All keys of an account share one, so
        // that pickers list them as one account.
        userHandle: known[0] ?? isoBase64URL.fromBuffer(random(32).slice()),
      };
    },
    async present({ data, ...context }) {
      const pending = readData(data);
      if (pending.kind !== 'pending')
        throw new MfaError('input-invalid', 'this enrolment is already confirmed');
      return { kind: 'webauthn', options: creationOptions(settings, pending, context) };
    },
    shows(data) {
      const credential = credentialIn(data);
      return { traits: credential === undefined ? [] : traitsOf(credential, credential.uvInitialized) };
    },
    hint(data) {
      const credential = credentialIn(data);
      return credential && nameOf(credential.aaguid);
    },
    credentialId: (data) => credentialIn(data)?.id,
    async rekey({ data, ...place }) {
      const credential = credentialIn(data);
      if (credential === undefined || typeof data.hash !== 'string' || !place.keyed.outdated(data.hash))
        return undefined;
      assertGenuine(data, credential, place);
      return dataOf(credential, place);
    },
    async moved({ data, from, to }) {
      const credential = credentialIn(data);
      if (credential === undefined) return data;
      assertGenuine(data, credential, from);
      return dataOf(credential, to);
    },
    async check({ binding, ...input }) {
      const read = readData(input.data);
      if (read.kind === 'pending') return register(settings, read, input);
      return assert(settings, { credential: read, challenge: challengeOf(binding) }, input);
    },
  };
}
