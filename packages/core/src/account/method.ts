/** A kind of factor. A plug-in's own kinds begin with `x-`. */
export type Method = 'totp' | 'email' | 'sms' | 'webauthn' | `x-${string}`;

/** What the portal checked before it called Factorkit. */
export type FirstFactorMethod = 'password' | 'federated' | 'passkey' | 'magic-link';

/** A way back in for who lost a factor. */
export type RecoveryPath = 'backup-code' | 'support' | 'form' | `x-${string}`;

/** Everything that can be shown: a first factor, a factor, or what a recovery gave. */
export type EvidenceMethod = Method | FirstFactorMethod | RecoveryPath;

/** A quality of evidence that a requirement can ask for or exclude. */
export type Trait = 'phishing-resistant' | 'user-verified' | 'device-bound' | 'remembered';
