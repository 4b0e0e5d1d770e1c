/** A kind of factor. A plug-in's own kinds begin with `x-`. */
export type Method = 'totp' | 'email' | 'sms' | 'webauthn' | `x-${string}`;

/** What the portal checked before it called Factorkit. */
export type FirstFactorMethod = 'password' | 'federated' | 'passkey' | 'magic-link';

/** How a user who lost a factor recovers the account. */
export type RecoveryPath = 'backup-code' | 'support' | 'form' | `x-${string}`;

/** Everything that can be shown: a first factor, a factor, or a backup code. */
export type EvidenceMethod = Method | FirstFactorMethod | 'backup-code';

/** A quality of evidence that a requirement can ask for or exclude. */
export type Trait = 'phishing-resistant' | 'user-verified' | 'device-bound' | 'remembered';
