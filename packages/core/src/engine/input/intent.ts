import type { Method, RecoveryPath } from '../../account/factors/method.ts';
import { MfaError } from '../../errors.ts';
import type { Intent } from '../../policy/requirements/decision.ts';
import type { Requirement } from '../../policy/schema/requirement.ts';
import { parseRequirement } from '../../policy/schema/requirement-schema.ts';
import type { Need } from '../mfa.ts';
import {
  badInput,
  type Complete,
  type Members,
  membersOf,
  oneOf,
  present,
  readText,
  storedText,
} from './reader.ts';

/** A method that this server may not know. The policy then refuses it. */
export function readMethod(value: unknown, name: string): Method {
  return storedText(64)(value, name) as Method;
}

export function readRecoveryPath(value: unknown, name: string): RecoveryPath {
  return storedText(64)(value, name) as RecoveryPath;
}

type Kind = Intent['kind'];

const INTENTS: {
  readonly [K in Kind]: (members: Members) => Complete<Extract<Intent, { readonly kind: K }>>;
} = {
  'sign-in': () => ({ kind: 'sign-in' }),
  'postpone-enrolment': () => ({ kind: 'postpone-enrolment' }),
  enrol: (members) => ({ kind: 'enrol', ...readEnrolment(members) }),
  confirm: (members) => ({ kind: 'confirm', ...readEnrolment(members) }),
  remove: ({ required }) => ({ kind: 'remove', factorId: required('factorId', readText) }),
  'set-primary': ({ required }) => ({ kind: 'set-primary', factorId: required('factorId', readText) }),
  'regenerate-backup-codes': () => ({ kind: 'regenerate-backup-codes' }),
  manage: () => ({ kind: 'manage' }),
  action: ({ required }) => ({ kind: 'action', name: required('name', readText) }),
  requirement: ({ required }) => ({
    kind: 'requirement',
    requirement: required('requirement', readRequirement),
  }),
  'trust-device': () => ({ kind: 'trust-device' }),
  recover: ({ required }) => ({ kind: 'recover', via: required('via', readRecoveryPath) }),
};

const KINDS = Object.keys(INTENTS) as readonly Kind[];

export function readIntent(value: unknown, name: string): Intent {
  const members = membersOf(value, name);
  return present<Intent>(INTENTS[members.required('kind', oneOf(KINDS))](members));
}

export function readNeed(value: unknown, name: string): Need {
  const { has, required } = membersOf(value, name);
  if (has('action') === has('requirement'))
    throw badInput(name, 'names neither an action nor a requirement, or both');
  return has('action')
    ? { action: required('action', readText) }
    : { requirement: required('requirement', readRequirement) };
}

interface Enrolment {
  readonly method: Method;
  readonly replaces?: string;
}

function readEnrolment({ required, optional }: Members): Complete<Enrolment> {
  return { method: required('method', readMethod), replaces: optional('replaces', readText) };
}

function readRequirement(value: unknown, name: string): Requirement {
  try {
    return parseRequirement(value);
  } catch (cause) {
    throw cause instanceof MfaError ? badInput(name, `is not a requirement: ${cause.message}`) : cause;
  }
}
