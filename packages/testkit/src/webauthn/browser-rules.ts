import type { CreationOptions, SoftwareAuthenticatorOptions, StoredCredential } from './asked.ts';
import { coseIdOf, type SigningAlgorithm } from './signing-key.ts';

export function agreedAlgorithm(
  { algorithms = ['ES256'] }: SoftwareAuthenticatorOptions,
  { pubKeyCredParams }: CreationOptions,
): SigningAlgorithm {
  const agreed = pubKeyCredParams.flatMap(
    ({ alg }) => algorithms.find((name) => coseIdOf(name) === alg) ?? [],
  );
  if (agreed[0] === undefined) throw named('NotSupportedError', 'it has none of the algorithms asked for');
  return agreed[0];
}

export function assertMayCreate(
  settings: SoftwareAuthenticatorOptions,
  { rp, excludeCredentials = [], authenticatorSelection }: CreationOptions,
  credentials: readonly StoredCredential[],
): void {
  assertOwnSite(settings.origin, rp.id);
  const wanted = authenticatorSelection?.authenticatorAttachment;
  if (wanted !== undefined && wanted !== (settings.attachment ?? 'cross-platform')) {
    throw notAllowed('another kind of authenticator is asked for');
  }
  assertCanVerify(settings, authenticatorSelection?.userVerification);
  if (excludeCredentials.some(({ id }) => credentials.some((own) => own.id === id))) {
    throw named('InvalidStateError', 'it holds a credential that is excluded');
  }
}

/** WebAuthn L3 §5.1.3 step 8: a site can ask for its own domain and those above it. */
export function assertOwnSite(origin: string, rpId: string): void {
  const { hostname } = new URL(origin);
  if (hostname !== rpId && !hostname.endsWith(`.${rpId}`)) {
    throw named('SecurityError', 'the site asks for a domain that is not its own');
  }
}

export function assertCanVerify(
  { userVerification = true }: SoftwareAuthenticatorOptions,
  asked: unknown,
): void {
  if (asked === 'required' && !userVerification) throw notAllowed('it cannot verify its owner');
}

export function notAllowed(why: string): Error {
  return named('NotAllowedError', why);
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
