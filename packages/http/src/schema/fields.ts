import type { Method, RecoveryPath } from '@factorkit/core';
import { matching, type Reader, text } from './shape.ts';

export const factorId: Reader<string> = text({ maxLength: 128 });
export const contactId: Reader<string> = text({ maxLength: 256 });
/** The engine's rule. It is also checked here so that the answer can name the key. */
export const label: Reader<string> = matching(
  (value) => typeof value === 'string' && value.trim() !== '' && [...value.trim()].length <= 64,
  {
    expected: 'text of 1 to 64 characters',
    schema: { type: 'string', pattern: '^\\s*\\S([\\s\\S]{0,62}\\S)?\\s*$' },
  },
);
/** Longer than any password that a portal accepts, and short enough to hash. */
export const password: Reader<string> = text({ maxLength: 1024 });
export const token: Reader<string> = text({ maxLength: 8192 });

export const userId: Reader<string> = matching(
  (value) => typeof value === 'string' && value !== '' && value.length <= 512,
  { expected: 'text of 1 to 512 characters', schema: { type: 'string', minLength: 1, maxLength: 512 } },
);
/** Why staff do something, for the audit trail. */
export const note: Reader<string> = matching(
  (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 500,
  { expected: 'text of 1 to 500 characters', schema: { type: 'string', maxLength: 500, pattern: '\\S' } },
);

/** Names that a plug-in or the portal adds, as the policy takes them. */
export const EXTENSION = 'x-[a-z0-9-]{1,30}';

const PATHS: { readonly [path in Exclude<RecoveryPath, `x-${string}`>]: true } = {
  'backup-code': true,
  support: true,
  form: true,
};

const METHODS: { readonly [method in Exclude<Method, `x-${string}`>]: true } = {
  totp: true,
  email: true,
  sms: true,
  webauthn: true,
};

export const recoveryPath: Reader<RecoveryPath> = oneOf<RecoveryPath>(PATHS, "the portal's own x-…");

export const method: Reader<Method> = oneOf<Method>(METHODS, "a plug-in's x-…");

function oneOf<T extends string>(known: { readonly [word: string]: true }, others: string): Reader<T> {
  const words = Object.keys(known);
  const pattern = `^(${[...words, EXTENSION].join('|')})$`;
  const rule = new RegExp(pattern);
  return matching((value) => typeof value === 'string' && rule.test(value), {
    expected: `one of ${words.join(', ')}, or ${others}`,
    schema: { type: 'string', pattern },
  });
}
