import type { Intent } from '@factorkit/core';
import {
  count,
  type Described,
  evidenceMethod,
  flag,
  kinds,
  listOf,
  type Members,
  object,
  oneOf,
  optional,
  text,
  whole,
} from '@factorkit/core/schema';
import { type ProblemCode, type ProblemMembers, problemOf } from '../problems/problem.ts';
import { challenge, factorOption } from './challenge.ts';
import { unmet, unmetReason } from './requirement.ts';
import { deniedReason, method, moment } from './vocabulary.ts';

const MEMBERS: { readonly [Code in keyof ProblemMembers]: Members<ProblemMembers[Code]> } = {
  'input-invalid': { path: optional(text), expected: optional(text) },
  'proof-required': {
    factors: listOf(factorOption),
    firstFactors: listOf(evidenceMethod),
    backupCode: flag,
  },
  'enrolment-required': { methods: listOf(method), unmet: listOf(unmet) },
  'insufficient-user-authentication': {
    acrValues: optional(listOf(text)),
    maxAgeSeconds: optional(count),
    why: listOf(unmetReason),
    intent: optional(kinds<Extract<Intent, { readonly kind: 'action' }>>({ action: { name: text } })),
    challenge: optional(challenge),
    token: optional(text),
    enrol: optional(listOf(method)),
    factors: optional(listOf(factorOption)),
    firstFactors: optional(listOf(evidenceMethod)),
    backupCode: optional(flag),
  },
  denied: { reason: deniedReason, until: optional(moment) },
  'body-too-large': { limitBytes: count },
  rejected: {
    attemptsLeft: count,
    suspendsNext: optional(oneOf(true)),
    clockOffSeconds: optional(whole({ why: 'Seconds; negative if behind.' })),
  },
  'code-used': { nextCodeAt: optional(moment) },
  locked: { retryAt: moment, suspendsNext: optional(oneOf(true)) },
  'send-limited': { retryAt: moment },
  'send-refused': { reason: text },
  'not-sent': { hint: text, resendAt: moment },
};

const SHAPES = new Map<ProblemCode, Described>();

/** RFC 9457: the problem document of a code. Returns the same object each time, so that a document contains it once. */
export function problemShape(code: ProblemCode): Described {
  const known = SHAPES.get(code) ?? shapeOf(code);
  SHAPES.set(code, known);
  return known;
}

function shapeOf(code: ProblemCode): Described {
  const { status, title } = problemOf(code);
  const members = Object.hasOwn(MEMBERS, code) ? MEMBERS[code as keyof ProblemMembers] : {};
  return {
    name: componentName(code),
    describe: (refer) => ({
      title,
      ...object({
        type: oneOf(`urn:factorkit:problem:${code}`),
        title: text,
        status: oneOf(status),
        code: oneOf(code),
        ...members,
      }).describe(refer),
    }),
  };
}

/** `no-session` becomes `NoSessionProblem`. */
function componentName(code: ProblemCode): string {
  const literals = code.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${literals.join('')}Problem`;
}
