import type { OtpAlgorithm } from '../../src/otp/index.ts';

/**
 * RFC 6238 Appendix B. Its text names one secret of 20 bytes; the figures come out only with the three seeds of the
 * reference code in Appendix A, of 20, 32 and 64 bytes.
 */
export const RFC6238_SECRETS: Readonly<Record<OtpAlgorithm, Uint8Array>> = {
  SHA1: digits(20),
  SHA256: digits(32),
  SHA512: digits(64),
};

export interface TotpRow {
  readonly seconds: number;
  readonly step: number;
  readonly algorithm: OtpAlgorithm;
  readonly eight: string;
}

export const RFC6238_ROWS: readonly TotpRow[] = [
  { seconds: 59, step: 1, algorithm: 'SHA1', eight: '94287082' },
  { seconds: 59, step: 1, algorithm: 'SHA256', eight: '46119246' },
  { seconds: 59, step: 1, algorithm: 'SHA512', eight: '90693936' },
  { seconds: 1111111109, step: 37037036, algorithm: 'SHA1', eight: '07081804' },
  { seconds: 1111111109, step: 37037036, algorithm: 'SHA256', eight: '68084774' },
  { seconds: 1111111109, step: 37037036, algorithm: 'SHA512', eight: '25091201' },
  { seconds: 1111111111, step: 37037037, algorithm: 'SHA1', eight: '14050471' },
  { seconds: 1111111111, step: 37037037, algorithm: 'SHA256', eight: '67062674' },
  { seconds: 1111111111, step: 37037037, algorithm: 'SHA512', eight: '99943326' },
  { seconds: 1234567890, step: 41152263, algorithm: 'SHA1', eight: '89005924' },
  { seconds: 1234567890, step: 41152263, algorithm: 'SHA256', eight: '91819424' },
  { seconds: 1234567890, step: 41152263, algorithm: 'SHA512', eight: '93441116' },
  { seconds: 2000000000, step: 66666666, algorithm: 'SHA1', eight: '69279037' },
  { seconds: 2000000000, step: 66666666, algorithm: 'SHA256', eight: '90698825' },
  { seconds: 2000000000, step: 66666666, algorithm: 'SHA512', eight: '38618901' },
  { seconds: 20000000000, step: 666666666, algorithm: 'SHA1', eight: '65353130' },
  { seconds: 20000000000, step: 666666666, algorithm: 'SHA256', eight: '77737706' },
  { seconds: 20000000000, step: 666666666, algorithm: 'SHA512', eight: '47863826' },
  // Not in the RFC: the first step that 32 bits cannot hold (§4.2).
  { seconds: 128849018880, step: 4294967296, algorithm: 'SHA1', eight: '55999456' },
];

function digits(length: number): Uint8Array {
  return new TextEncoder().encode('1234567890'.repeat(7).slice(0, length));
}
