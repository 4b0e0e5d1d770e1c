import type { Method, RecoveryPath } from '../../account/factors/method.ts';
import type { Intent } from '../../policy/requirements/decision.ts';
import type { Requirement } from '../../policy/schema/requirement.ts';
import { requirement } from '../../policy/schema/requirement-schema.ts';
import { kinds, openObject } from '../../schema/object.ts';
import type { AnySchema, Schema } from '../../schema/schema.ts';
import { storedText } from '../../schema/texts.ts';
import { optional, text, where } from '../../schema/values.ts';
import type { Need } from '../mfa.ts';

/** A method that this server may not know. The policy then refuses it. */
export const method: Schema<Method> = storedText(64);

export const recoveryPath: Schema<RecoveryPath> = storedText(64);

const enrolment = { method, replaces: optional(text) };

export const intent: Schema<Intent> = kinds<Intent>(
  {
    'sign-in': {},
    'postpone-enrolment': {},
    enrol: enrolment,
    confirm: enrolment,
    remove: { factorId: text },
    'set-primary': { factorId: text },
    'regenerate-backup-codes': {},
    manage: {},
    action: { name: text },
    requirement: { requirement },
    'trust-device': {},
    recover: { via: recoveryPath },
  },
  openObject,
);

export const need: Schema<Need> = where(
  openObject<{ readonly action?: string; readonly requirement?: Requirement }>({
    action: optional(text),
    requirement: optional(requirement),
  }),
  ({ action, requirement }) => (action === undefined) !== (requirement === undefined),
  'either an action or a requirement',
) as AnySchema as Schema<Need>;
