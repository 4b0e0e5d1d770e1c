import type { Method, RecoveryPath } from '@factorkit/core';
import { matching, type Reader, text } from './shape.ts';

export const factorId: Reader<string> = text({ maxLength: 128 });
export const contactId: Reader<string> = text({ maxLength: 256 });
/** The engine's rule, checked here so that the answer can name the key. */
export const label: Reader<string> = matching(
  (value) => typeof value === 'string' && value.trim() !== '' && [...value.trim()].length <= 64,
  'text of 1 to 64 characters',
);
/** Longer than any password a portal takes, and short enough to hash. */
export const password: Reader<string> = text({ maxLength: 1024 });
export const token: Reader<string> = text({ maxLength: 8192 });

export const userId: Reader<string> = matching(
  (value) => typeof value === 'string' && value !== '' && value.length <= 512,
  'text of 1 to 512 characters',
);
/** Why staff do something, for the trail. */
export const note: Reader<string> = matching(
  (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 500,
  'text of 1 to 500 characters',
);

const PATHS: readonly RecoveryPath[] = ['backup-code', 'support', 'form'];

export const recoveryPath: Reader<RecoveryPath> = matching<RecoveryPath>(
  (value) => typeof value === 'string' && (PATHS.some((known) => known === value) || isExtension(value)),
  `one of ${PATHS.join(', ')}, or the portal's own x-…`,
);

const METHODS: readonly Method[] = ['totp', 'email', 'sms', 'webauthn'];

export const method: Reader<Method> = matching<Method>(
  (value) => typeof value === 'string' && (METHODS.some((known) => known === value) || isExtension(value)),
  `one of ${METHODS.join(', ')}, or a plug-in's x-…`,
);

function isExtension(value: string): boolean {
  return /^x-[a-z0-9-]{1,62}$/.test(value);
}
