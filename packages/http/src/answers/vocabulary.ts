import type { DeviceToken, Method, RecoveryPath, Refusals } from '@factorkit/core';
import type { DenyReason } from '@factorkit/core/policy';
import {
  method as anyMethod,
  recoveryPath as anyRecoveryPath,
  named,
  object,
  oneOf,
  type Schema,
  text,
  unchecked,
  whole,
} from '@factorkit/core/schema';

export const moment: Schema<number> = whole({ why: 'Milliseconds since 1970.' });

/** JSON that another standard defines, for the browser. */
export const browserOptions: Schema<{ readonly [key: string]: unknown }> = unchecked({
  type: 'object',
  description: 'The options of the browser function, as JSON.',
});

/** An object that the portal's code returns. */
export const portalMembers: Schema<{ readonly [member: string]: unknown }> = unchecked({
  type: 'object',
  additionalProperties: true,
  description: 'Members that the portal adds.',
});

/** The same values in answers as in requests. */
export const method: Schema<Method> = named('Method', () => anyMethod);

export const recoveryPath: Schema<RecoveryPath> = named('RecoveryPath', () => anyRecoveryPath);

const REASONS = [
  'method-not-allowed',
  'method-ending',
  'not-alone',
  'limit-reached',
  'must-keep',
  'no-usable-factor',
  'not-enrolled',
  'no-backup-codes',
  'no-choice',
  'unknown-action',
  'not-offered',
  'no-grace',
  'not-verified',
] as const;

export const heldReason: Schema<DenyReason | 'held'> = oneOf(...REASONS, 'held');

export const deniedReason: Schema<Refusals['denied']['reason']> = named('DenyReason', () =>
  oneOf(...REASONS, 'held', 'no-contact', 'cool-down'),
);

/** For a client without cookies. A browser gets the token in a cookie. */
export const deviceToken: Schema<DeviceToken> = named('DeviceToken', () =>
  object<DeviceToken>({ token: text, expiresAt: moment }),
);
