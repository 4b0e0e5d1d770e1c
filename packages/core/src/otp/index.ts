/**
 * One-time codes: RFC 4226 (HOTP), RFC 6238 (TOTP), base32 of RFC 4648 and otpauth key URIs. Depends only on
 * `@noble/hashes`. All functions are pure: no clock, no storage. You store the counter or step that makes a code
 * single-use.
 *
 * @module
 */
export { Base32Error, decodeBase32, encodeBase32 } from './base32.ts';
export { normaliseCode, type OtpDigits } from './code.ts';
export { constantTimeEqual } from './constant-time.ts';
export type { OtpAlgorithm } from './hmac.ts';
export { generateHotp, verifyHotp } from './hotp.ts';
export { type OtpKey, prepareKey } from './key.ts';
export { OtpauthUriError } from './otpauth-fault.ts';
export { type ParsedOtpauthUri, parseOtpauthUri } from './otpauth-parse.ts';
export { buildOtpauthUri, type OtpauthUriInput, otpauthWarnings } from './otpauth-uri.ts';
export { generateSecret } from './secret.ts';
export { generateTotp, verifyTotp } from './totp.ts';
export { withAsciiDigits } from './typed-text.ts';
