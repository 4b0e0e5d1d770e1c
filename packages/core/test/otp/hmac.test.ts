import { readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { computeHmac, type OtpAlgorithm, scheduleHmac } from '../../src/otp/hmac.ts';

/** How many tests Wycheproof has for each. */
const counts: readonly (readonly [OtpAlgorithm, number])[] = [
  ['SHA1', 170],
  ['SHA256', 174],
  ['SHA512', 174],
];

const wycheproof = readFileSync(new URL('./vectors/wycheproof-hmac.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' ').map((word) => (word === '-' ? '' : word)));

describe('the HMAC inside', () => {
  it.each(counts)('H2 T2 %s judges every tag as Wycheproof does', (algorithm, count) => {
    const tests = wycheproof.filter(([name]) => name === algorithm);
    for (const [, tcId, key = '', message = '', tag = '', result] of tests) {
      const schedule = scheduleHmac(algorithm, hexToBytes(key));
      const computed = bytesToHex(computeHmac(schedule, hexToBytes(message))).slice(0, tag.length);
      expect(computed === tag, `tcId ${tcId}`).toBe(result === 'valid');
    }
    expect(tests).toHaveLength(count);
  });

  it('H2 a schedule is not used up, and another in between does not matter', () => {
    for (const [algorithm] of counts) {
      const schedule = scheduleHmac(algorithm, new Uint8Array(20).fill(1));
      const other = scheduleHmac(algorithm, new Uint8Array(20).fill(2));
      const message = new Uint8Array(8);
      const tags = [schedule, schedule, other, schedule].map((one) => bytesToHex(computeHmac(one, message)));
      expect(tags[1]).toBe(tags[0]);
      expect(tags[3]).toBe(tags[0]);
      expect(tags[2]).not.toBe(tags[0]);
    }
  });
});
