import type { JsonObject } from '@factorkit/core';
import { refuseInProduction } from '../production.ts';
import { assertionOf, registrationOf } from './answers.ts';
import type {
  CreationOptions,
  RequestOptions,
  SoftwareAuthenticatorOptions,
  StoredCredential,
} from './asked.ts';
import { toBase64url } from './base64url.ts';
import {
  agreedAlgorithm,
  assertCanVerify,
  assertMayCreate,
  assertOwnSite,
  notAllowed,
} from './browser-rules.ts';
import type { Deviation } from './deviation.ts';
import { createSigningKey } from './signing-key.ts';

/** A browser and a security key in one, for tests. */
export interface SoftwareAuthenticator {
  /** The ids of the credentials on it, base64url, the oldest first. */
  readonly credentialIds: readonly string[];
  /** Answers `PublicKeyCredentialCreationOptionsJSON` with a `RegistrationResponseJSON`. */
  create(options: JsonObject, deviation?: Deviation): Promise<JsonObject>;
  /** Answers `PublicKeyCredentialRequestOptionsJSON` with an `AuthenticationResponseJSON`. */
  get(options: JsonObject, deviation?: Deviation): Promise<JsonObject>;
}

/**
 * An authenticator that signs for real and deviates where a test says so. It refuses what a browser and a key refuse,
 * with the names that those errors have: `InvalidStateError` for a key that is enrolled already, `NotAllowedError` for
 * the rest.
 *
 * @throws Error where `NODE_ENV` is neither `test` nor `development`.
 * @example
 * ```ts
 * import { createSeededRandom, createSoftwareAuthenticator } from '@factorkit/testkit';
 *
 * const key = createSoftwareAuthenticator({ origin: 'https://portal.example.com', random: createSeededRandom(1) });
 * ```
 */
export function createSoftwareAuthenticator(settings: SoftwareAuthenticatorOptions): SoftwareAuthenticator {
  refuseInProduction('a software authenticator is for tests');
  const credentials: StoredCredential[] = [];
  return {
    get credentialIds() {
      return credentials.map(({ id }) => id);
    },
    async create(options, deviation = {}) {
      refuseInProduction('a software authenticator is for tests');
      const asked = options as unknown as CreationOptions;
      const key = await createSigningKey(deviation.algorithm ?? agreedAlgorithm(settings, asked));
      assertMayCreate(settings, asked, credentials);
      const id = deviation.credentialId ?? settings.random(32);
      const made = {
        id: toBase64url(id),
        rpId: asked.rp.id,
        userHandle: asked.user.id,
        key,
        signCount: 0,
      };
      credentials.push(made);
      return registrationOf(settings, { asked, made, id, deviation });
    },
    async get(options, deviation = {}) {
      refuseInProduction('a software authenticator is for tests');
      const asked = options as unknown as RequestOptions;
      assertOwnSite(settings.origin, asked.rpId);
      const allowed = asked.allowCredentials?.map(({ id }) => id) ?? [];
      const used = credentials.find(
        ({ id, rpId }) => rpId === asked.rpId && (allowed.length === 0 || allowed.includes(id)),
      );
      if (used === undefined) throw notAllowed('no credential on it is asked for');
      assertCanVerify(settings, asked.userVerification);
      if (settings.counter !== 'none') used.signCount += 1;
      return assertionOf(settings, { asked, used, deviation });
    },
  };
}
