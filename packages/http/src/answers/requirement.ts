import type { Unmet } from '@factorkit/core';
import type { Duration, Requirement, Selector } from '@factorkit/core/policy';
import {
  type AnswerShape,
  closed,
  either,
  fromSchema,
  listOf,
  literals,
  type MemberShapes,
  named,
  optional,
  text,
} from '../schema/answer-shape.ts';
import { evidenceMethod, trait } from './vocabulary.ts';

const duration: AnswerShape<Duration> = fromSchema({ type: 'string', pattern: '^[1-9]\\d{0,8}[smhd]$' });

const selector: AnswerShape<Selector> = named(
  'Selector',
  either(
    evidenceMethod,
    closed<Exclude<Selector, string>>({
      method: optional(listOf(evidenceMethod)),
      trait: optional(listOf(trait)),
      not: optional(listOf(trait)),
    }),
  ),
);

type Counted = Extract<Requirement, { readonly of: unknown }>;

/** Recursive: its parts are looked up only when it is described. */
const requirement: AnswerShape<Requirement> = {
  name: 'Requirement',
  describe: (refer) => forms().describe(refer),
};

function forms(): AnswerShape<Requirement> {
  const counted: MemberShapes<Counted> = {
    of: listOf(selector),
    count: optional(fromSchema<number>({ type: 'integer', minimum: 1 })),
    distinct: optional(
      literals<NonNullable<Counted['distinct']>>({ factor: true, method: true, channel: true }),
    ),
    maxAge: optional(duration),
    live: optional(fromSchema<true>({ const: true })),
  };
  const all = closed<Extract<Requirement, { readonly all: unknown }>>({ all: listOf(requirement) });
  const any = closed<Extract<Requirement, { readonly any: unknown }>>({ any: listOf(requirement) });
  return either(closed<Counted>(counted), either(all, any));
}

export const unmetReason: AnswerShape<Unmet['why']> = literals<Unmet['why']>({
  missing: true,
  'not-enrolled': true,
  expired: true,
  remembered: true,
  'same-channel': true,
  held: true,
});

export const unmet: AnswerShape<Unmet> = named(
  'Unmet',
  closed<Unmet>({ path: text, rule: optional(text), requirement, why: unmetReason }),
);
