import type { Method } from '@factorkit/core';
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

const METHODS: readonly Method[] = ['totp', 'email', 'sms', 'webauthn'];

export const method: Reader<Method> = matching<Method>(
  (value) =>
    typeof value === 'string' &&
    (METHODS.some((known) => known === value) || /^x-[a-z0-9-]{1,62}$/.test(value)),
  `one of ${METHODS.join(', ')}, or a plug-in's x-…`,
);
