import type { CeremonyInput, JsonObject, SetupContext } from '@factorkit/core';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Settings } from '../options.ts';
import { userVerificationOf } from '../response/authenticator-data.ts';
import { type Credential, credentialIn, type PendingCredential } from '../response/credential.ts';
import { coseIdOf } from '../signature/algorithms.ts';
import { challengeOf } from './challenge.ts';

/**
 * WebAuthn L3 §15.1 recommends 5 to 10 minutes. The challenge expires separately, whatever the browser does with this.
 */
const TIMEOUT_MS = 300_000;

/**
 * The options of `navigator.credentials.create`. Not made by the library: its function keeps the preferences of one
 * caller for the next, and its defaults for user verification differ from those of its check.
 */
export function creationOptions(
  settings: Settings,
  { challenge, userHandle }: PendingCredential,
  { issuer, accountName, rule, others }: Pick<SetupContext, 'issuer' | 'accountName' | 'rule' | 'others'>,
): JsonObject {
  const { rpId, rpName, algorithms, residentKey, authenticatorAttachment, attestation } = settings;
  return {
    rp: { id: rpId, name: rpName ?? issuer },
    user: { id: userHandle, name: accountName, displayName: accountName },
    challenge,
    pubKeyCredParams: algorithms.map((algorithm) => ({ type: 'public-key', alg: coseIdOf(algorithm) })),
    timeout: TIMEOUT_MS,
    excludeCredentials: others.flatMap((data) => descriptorOf(credentialIn(data))),
    authenticatorSelection: {
      ...(authenticatorAttachment === undefined ? {} : { authenticatorAttachment }),
      residentKey,
      requireResidentKey: residentKey === 'required',
      userVerification: userVerificationOf(rule),
    },
    attestation: attestation.policy === 'none' ? 'none' : 'direct',
  } satisfies PublicKeyCredentialCreationOptionsJSON;
}

/** The options of `navigator.credentials.get` for any of these keys. */
export function requestOptions({ rpId }: Settings, { binding, factors, rule }: CeremonyInput): JsonObject {
  return {
    challenge: challengeOf(binding),
    rpId,
    timeout: TIMEOUT_MS,
    allowCredentials: factors.flatMap(({ data }) => descriptorOf(credentialIn(data))),
    userVerification: userVerificationOf(rule),
  } satisfies PublicKeyCredentialRequestOptionsJSON;
}

type Descriptor = NonNullable<PublicKeyCredentialRequestOptionsJSON['allowCredentials']>[number];

function descriptorOf(credential: Credential | undefined): Descriptor[] {
  if (credential === undefined) return [];
  const transports = credential.transports as NonNullable<Descriptor['transports']>;
  return [
    {
      type: 'public-key',
      id: credential.id,
      ...(transports.length > 0 ? { transports: [...transports] } : {}),
    },
  ];
}
