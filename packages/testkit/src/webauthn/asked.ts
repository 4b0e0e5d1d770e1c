import type { RandomSource } from '@factorkit/core';
import type { SigningAlgorithm, SigningKey } from './signing-key.ts';

/** What `createSoftwareAuthenticator` takes. @inline */
export type SoftwareAuthenticatorOptions = {
  /** Where the browser stands: `https://portal.example.com`. */
  readonly origin: string;
  /** For credential ids. The key pairs come from the runtime: WebCrypto takes no chance from outside. */
  readonly random: RandomSource;
  /**
   * Whether it can verify its owner, by PIN or finger.
   *
   * @defaultValue true
   */
  readonly userVerification?: boolean;
  /**
   * `device-bound` for a security key, `synced` for a passkey provider.
   *
   * @defaultValue `device-bound`
   */
  readonly backup?: 'device-bound' | 'eligible' | 'synced';
  /** @defaultValue `cross-platform` */
  readonly attachment?: 'platform' | 'cross-platform';
  readonly transports?: readonly string[];
  /**
   * What it can sign with, the preferred first.
   *
   * @defaultValue ES256
   */
  readonly algorithms?: readonly SigningAlgorithm[];
  /** @defaultValue zeros, as most say */
  readonly aaguid?: string;
  /**
   * `none`: the counter says 0 for ever, as that of passkey providers does.
   *
   * @defaultValue `counting`
   */
  readonly counter?: 'counting' | 'none';
  /**
   * `self` signs a new credential with its own key.
   *
   * @defaultValue `none`
   */
  readonly attestation?: 'none' | 'self';
};

export interface StoredCredential {
  readonly id: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly key: SigningKey;
  signCount: number;
}

export interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
  readonly pubKeyCredParams: readonly { readonly alg: number }[];
  readonly excludeCredentials?: readonly { readonly id: string }[];
  readonly authenticatorSelection?: {
    readonly userVerification?: string;
    readonly authenticatorAttachment?: string;
  };
}

export interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
  readonly userVerification?: string;
}
