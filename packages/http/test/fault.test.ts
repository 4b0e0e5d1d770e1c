import { MfaError, type MfaErrorCode } from '@factorkit/core';
import { expect, test } from 'vitest';
import { faultResponse } from '../src/index.ts';

test.each<[MfaErrorCode, number, string | null]>([
  ['input-invalid', 400, null],
  ['storage-failed', 503, '5'],
  ['contention', 503, '1'],
  ['overloaded', 503, '5'],
  ['account-missing', 503, '60'],
  ['seal-broken', 500, null],
  ['account-moved', 503, '60'],
  ['clock-differs', 503, '60'],
])('FS8 %s answers %i, and says when to try again where that is known', async (code, status, retryAfter) => {
  const response = faultResponse(new MfaError(code, 'inside', { cause: new Error('secret') }));
  expect(response.status).toBe(status);
  expect(response.headers.get('retry-after')).toBe(retryAfter);
  expect(await response.text()).not.toMatch(/inside|secret/);
});
