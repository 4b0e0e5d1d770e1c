import { describe, expect, test } from 'vitest';
import { assertAuthentic } from '../../src/codec/account-mac.ts';
import { matchesKeyedHash } from '../../src/codec/keyed-hash.ts';
import { cancels } from '../../src/engine/contacts/cancel-token.ts';
import { findBackupCode } from '../../src/factors/backup-code.ts';
import { constantTimeEqual } from '../../src/otp/constant-time.ts';
import { hotpEquals } from '../../src/otp/hotp.ts';

/** What decides whether a secret is right, and the functions that it may call to do so. */
const judges: readonly (readonly [string, { toString(): string }, readonly string[]])[] = [
  ['a keyed hash', matchesKeyedHash, ['split', 'hashWith', 'fromBase64url', 'constantTimeEqual']],
  [
    'a backup code',
    findBackupCode,
    [
      'fromBase64url',
      'isAffordable',
      'MfaError',
      'toBase64url',
      'scryptHash',
      'TextEncoder',
      'encode',
      'constantTimeEqual',
    ],
  ],
  [
    'the tag of an account',
    assertAuthentic,
    ['split', 'test', 'tampered', 'macOf', 'MfaError', 'encode', 'constantTimeEqual'],
  ],
  ['a cancel token', cancels, ['constantTimeEqual', 'TextEncoder', 'encode']],
  ['a code of an app', hotpEquals, ['hotpNumber', 'Number']],
  ['bytes', constantTimeEqual, ['assertBytes', 'entries']],
];

/** The text of a function as it runs, without what the test runner adds to names of imports, and without comments. */
function sourceOf(judge: { toString(): string }): string {
  return judge
    .toString()
    .replace(/\/\/.*$/gm, '')
    .replace(/\(0,\s*[\w$]+\.(\w+)\)/g, '$1')
    .replace(/__vi_import_\w+__\./g, '');
}

// Time cannot be measured in a test, and an early exit gives the same answer. So the judgement itself is read: nothing in
// it compares two computed values, or hands them to something that might stop early.
describe('A12 secrets are compared in constant time', () => {
  test.each(judges)('A12 %s: no operator compares two computed values', (_what, judge) => {
    const compared = sourceOf(judge).match(/[^\s=!<>]+\s*(?:[=!]==?|<=|>=)\s*[^\s;)]+/g) ?? [];
    const fixed = /(?:undefined|null|void 0|0|false|true)$|^(?:undefined|null|void 0|0)\b/;
    const lengths = /\.length\s*!==\s*\w+\.length$/;
    expect(compared.filter((text) => !fixed.test(text) && !lengths.test(text))).toEqual([]);
  });

  test.each(judges)('A12 %s: nothing is called that might stop early', (_what, judge, allowed) => {
    const [, body = ''] = /^.*?\)\s*\{(.*)\}$/s.exec(sourceOf(judge)) ?? [];
    const called = [...body.matchAll(/([\w$]+)\s*\(/g)].map(([, name = '']) => name);
    const words = ['if', 'for', 'return', 'while', 'await'];
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((name) => !allowed.includes(name) && !words.includes(name))).toEqual([]);
  });
});
