import { expect, test } from 'vitest';
import { constantTimeEqual } from '../../src/otp/constant-time.ts';

/** Bytes that count how many of them were looked at. */
class WatchedBytes extends Uint8Array<ArrayBuffer> {
  seen = 0;

  override *entries(): ArrayIterator<[number, number]> {
    for (const entry of super.entries()) {
      this.seen += 1;
      yield entry;
    }
  }
}

test('A12 every byte is looked at, wherever the first difference is', () => {
  const secret = Uint8Array.from({ length: 32 }, (_, index) => index);
  for (let at = 0; at < secret.length; at++) {
    const given = WatchedBytes.from(secret) as WatchedBytes;
    given[at] = 255;
    expect(constantTimeEqual(given, secret)).toBe(false);
    expect(given.seen).toBe(secret.length);
  }
});

test('A12 bytes of another length are unequal, and safe to compare', () => {
  const secret = Uint8Array.of(1, 2, 3);
  for (const other of [[], [1], [1, 2], [1, 2, 3, 0], [1, 2, 3, 4]]) {
    expect(constantTimeEqual(Uint8Array.from(other), secret)).toBe(false);
    expect(constantTimeEqual(secret, Uint8Array.from(other))).toBe(false);
  }
});
