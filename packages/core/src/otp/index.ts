/**
 * One-time codes: RFC 4226 (HOTP), RFC 6238 (TOTP), base32 of RFC 4648 and otpauth key URIs. Depends only on
 * `@noble/hashes`. All functions are pure: no clock, no storage. You store the counter or step that makes a code
 * single-use.
 *
 * @module
 */
export {
  Base32Error,
  type Base32Fault,
  type DecodeBase32Options,
  decodeBase32,
  encodeBase32,
} from './base32.ts';
export { normaliseCode, type OtpDigits } from './code.ts';
export { constantTimeEqual } from './compare.ts';
export type { OtpAlgorithm } from './hmac.ts';
export {
  type GenerateHotpInput,
  generateHotp,
  type HotpMatch,
  type VerifyHotpInput,
  verifyHotp,
} from './hotp.ts';
export { type OtpKey, type OtpKeyInput, type PrepareKeyInput, prepareKey } from './key.ts';
export { type OtpauthTolerance, OtpauthUriError, type OtpauthUriFault } from './otpauth-fault.ts';
export {
  type ParsedHotpUri,
  type ParsedOtpauthUri,
  type ParsedTotpUri,
  type ParseOtpauthUriOptions,
  parseOtpauthUri,
} from './otpauth-parse.ts';
export {
  buildOtpauthUri,
  type HotpUriInput,
  type OtpauthUriInput,
  type OtpauthWarning,
  type OtpauthWarningsInput,
  otpauthWarnings,
  type TotpUriInput,
} from './otpauth-uri.ts';
export { type GenerateSecretInput, generateSecret } from './secret.ts';
export {
  type GenerateTotpInput,
  generateTotp,
  type TotpMatch,
  type TotpTime,
  type VerifyTotpInput,
  verifyTotp,
} from './totp.ts';
export { withAsciiDigits } from './typed-text.ts';
