/** A kind of factor. Names of plug-ins begin with `x-`. */
export type Method = 'totp' | 'email' | 'sms' | 'webauthn' | `x-${string}`;

/** The first factor that the portal verified. */
export type FirstFactorMethod = 'password' | 'federated' | 'passkey' | 'magic-link';

/** How a user who lost a factor recovers the account. */
export type RecoveryPath = 'backup-code' | 'support' | 'form' | `x-${string}`;

/** The method of a piece of evidence: a first factor, a factor, or a backup code. */
export type EvidenceMethod = Method | FirstFactorMethod | 'backup-code';

/** A property of evidence that a requirement can require or exclude. */
export type Trait = 'phishing-resistant' | 'user-verified' | 'device-bound' | 'remembered';
