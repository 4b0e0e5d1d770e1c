/** A stable code for the fault of a key URI. @inline */
export type OtpauthUriFault =
  | 'wrong-scheme'
  | 'wrong-type'
  | 'bad-encoding'
  | 'raw-hash'
  | 'parameter-case'
  | 'repeated-parameter'
  | 'missing-account'
  | 'ambiguous-colon'
  | 'missing-secret'
  | 'bad-secret'
  | 'short-secret'
  | 'unknown-algorithm'
  | 'bad-digits'
  | 'bad-period'
  | 'missing-counter'
  | 'bad-counter';

const REASONS: Readonly<Record<OtpauthUriFault, string>> = {
  'wrong-scheme': 'the URI does not begin with otpauth://',
  'wrong-type': 'the type in the URI is neither totp nor hotp',
  'bad-encoding': 'the percent-encoding of the URI is broken',
  'raw-hash': 'a # that is not percent-encoded cuts the parameters off',
  'parameter-case': 'the name of a parameter is not in lower case',
  'repeated-parameter': 'a parameter of the URI occurs more than once',
  'missing-account': 'the label of the URI has no account name',
  'ambiguous-colon': 'a colon in issuer or account: the two cannot be told apart',
  'missing-secret': 'the URI has no secret',
  'bad-secret': 'the secret in the URI is not base32',
  'short-secret': 'the secret in the URI is too short',
  'unknown-algorithm': 'the algorithm in the URI is not SHA1, SHA256 or SHA512',
  'bad-digits': 'the digits in the URI are not 6, 7 or 8',
  'bad-period': 'the period in the URI is not a whole number of seconds from 1',
  'missing-counter': 'the URI is of type hotp and has no counter',
  'bad-counter': 'the counter in the URI is not a whole number from 0',
};

/** Thrown for a key URI that cannot be used. The message never contains any part of the URI. */
export class OtpauthUriError extends Error {
  override readonly name = 'OtpauthUriError';
  readonly code: OtpauthUriFault;

  constructor(code: OtpauthUriFault) {
    super(REASONS[code]);
    this.code = code;
  }
}

/** A stable code for a fault that a lenient reading accepted. @inline */
export type OtpauthTolerance =
  /** The secret has bits after its last whole byte, or the wrong amount of padding. Apps drop both. */
  | 'left-over-bits'
  /** The URI names no account; `account` is empty. */
  | 'missing-account'
  /** A parameter was written as `SECRET` or `Secret`. */
  | 'parameter-case'
  /** The algorithm was written as `SHA-256` or `HmacSHA256`. */
  | 'algorithm-spelling'
  /** A `#` was not percent-encoded. */
  | 'raw-hash'
  /** Issuer or account contains a colon. The `issuer` parameter shows where the issuer ends. */
  | 'label-colon'
  /** A `+` in the issuer is a space. */
  | 'plus-as-space';
