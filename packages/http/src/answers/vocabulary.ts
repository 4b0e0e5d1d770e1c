import type {
  AssuranceLevel,
  Denied,
  DeviceToken,
  EvidenceMethod,
  Method,
  RecoveryOffer,
  RecoveryPath,
  Trait,
} from '@factorkit/core';
import type { DenyReason } from '@factorkit/core/policy';
import {
  type AnswerShape,
  closed,
  fromSchema,
  literals,
  moment,
  named,
  text,
} from '../schema/answer-shape.ts';
import { EXTENSION, method as readMethod, recoveryPath as readPath } from '../schema/fields.ts';

/** The same values in answers as in requests. */
export const method: AnswerShape<Method> = named('Method', fromSchema(readMethod.describe(inline)));

export const recoveryPath: AnswerShape<RecoveryPath> = named(
  'RecoveryPath',
  fromSchema(readPath.describe(inline)),
);

export const handover: AnswerShape<RecoveryOffer['handover']> = literals<RecoveryOffer['handover']>({
  staff: true,
  contact: true,
  none: true,
});

type Plain<T extends string> = Exclude<T, `x-${string}`>;

const EVIDENCE: { readonly [each in Plain<EvidenceMethod>]: true } = {
  password: true,
  federated: true,
  passkey: true,
  'magic-link': true,
  totp: true,
  email: true,
  sms: true,
  webauthn: true,
  'backup-code': true,
};

export const evidenceMethod: AnswerShape<EvidenceMethod> = named(
  'EvidenceMethod',
  fromSchema({ type: 'string', pattern: `^(${Object.keys(EVIDENCE).join('|')}|${EXTENSION})$` }),
);

export const trait: AnswerShape<Trait> = literals<Trait>({
  'phishing-resistant': true,
  'user-verified': true,
  'device-bound': true,
  remembered: true,
});

export const level: AnswerShape<AssuranceLevel> = literals<AssuranceLevel>({
  'single-factor': true,
  'multi-factor': true,
});

const REASONS: { readonly [reason in DenyReason]: true } = {
  'method-not-allowed': true,
  'method-ending': true,
  'not-alone': true,
  'limit-reached': true,
  'must-keep': true,
  'no-usable-factor': true,
  'not-enrolled': true,
  'no-backup-codes': true,
  'no-choice': true,
  'unknown-action': true,
  'not-offered': true,
  'no-grace': true,
  'not-verified': true,
};

export const heldReason: AnswerShape<DenyReason | 'held'> = literals<DenyReason | 'held'>({
  ...REASONS,
  held: true,
});

export const deniedReason: AnswerShape<Denied['reason']> = named(
  'DenyReason',
  literals<Denied['reason']>({ ...REASONS, held: true, 'no-contact': true, 'cool-down': true }),
);

/** For a client without cookies. A browser gets the token in a cookie. */
export const deviceToken: AnswerShape<DeviceToken> = named(
  'DeviceToken',
  closed<DeviceToken>({ token: text, expiresAt: moment }),
);

function inline(): never {
  throw new TypeError('a method or a recovery path has no parts');
}
