import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/decide/evaluate.ts';
import { presetS1 } from '../../src/policy/presets/s1.ts';
import type { Advice, Decision, Facts, GraceLeft, Unmet } from '../../src/policy/requirements/decision.ts';
import { userFactsOf } from '../../src/policy/requirements/user-facts.ts';
import { parsePolicy } from '../../src/policy/schema/parse.ts';
import type { Policy } from '../../src/policy/schema/policy.ts';
import { factsOf, intentOf, NOON, type Situation } from './situation.ts';

/** What is so, what is asked, and what is decided. */
export type Row = readonly [name: string, situation: Situation, intent: string, decided: string];

/** One test for each row: the decision in words, without its remarks. */
export function table(title: string, policy: Policy, rows: readonly Row[]): void {
  decisions(title, policy, rows, inWords);
}

/** The same for what goes with a decision: `advice // monitored`. */
export function remarks(title: string, policy: Policy, rows: readonly Row[]): void {
  decisions(title, policy, rows, remarksInWords);
}

function decisions(
  title: string,
  policy: Policy,
  rows: readonly Row[],
  say: (decision: Decision) => string,
): void {
  describe(title, () => {
    it.each(rows)('%s', (_, situation, intent, decided) => {
      const facts = withAttributes(
        policy,
        factsOf(
          situation,
          policy.rules.map(({ id }) => id),
        ),
      );
      expect(say(evaluate(policy, facts, intentOf(intent), NOON))).toBe(decided);
    });
  });
}

/** An attribute that the situation does not name is one that the user does not have. */
function withAttributes(policy: Policy, facts: Facts): Facts {
  const none = userFactsOf(policy).flatMap(({ attribute }) =>
    attribute === undefined ? [] : [[attribute, '']],
  );
  const attributes = { ...Object.fromEntries(none), ...facts.user.attributes };
  return { ...facts, user: { ...facts.user, attributes } };
}

/** The S1 preset with something changed; refused here where no portal could start with it. */
export function policyWith(changes: Partial<Policy>): Policy {
  return parsePolicy({ ...presetS1, id: 'sample', ...changes });
}

/** `challenge phone spare +password | backup-code: manage.proof expired`. */
function inWords(decision: Decision): string {
  switch (decision.outcome) {
    case 'allow':
      return 'allow';
    case 'deny':
      return `deny: ${decision.reason}`;
    case 'enrol': {
      const { methods, grace, unmet } = decision;
      return `enrol ${methods.join(' ')}${grace ? ` (${graceInWords(grace)})` : ''}: ${unmetInWords(unmet)}`;
    }
    case 'wait': {
      const until = decision.until === undefined ? '' : ` ${timeLeft(decision.until)}`;
      return `wait${until}: ${unmetInWords(decision.unmet)}`.replace(/: $/, '');
    }
    case 'challenge': {
      const { factors, firstFactors, backupCode, unmet } = decision;
      const ways = [
        ...factors,
        ...firstFactors.map((method) => `+${method}`),
        ...(backupCode ? ['| backup-code'] : []),
      ];
      return `challenge ${ways.join(' ')}: ${unmetInWords(unmet)}`;
    }
  }
}

function remarksInWords({ advice, monitored }: Decision): string {
  return `${advice.map(adviceInWords).join(', ')}${monitored.length > 0 ? ` // ${unmetInWords(monitored)}` : ''}`;
}

function adviceInWords(advice: Advice): string {
  switch (advice.kind) {
    case 'add-second-method':
      return 'add a second method';
    case 'enrol':
      return `enrol ${advice.methods.join(' or ')} for ${advice.rule}`;
    case 'backup-codes-low':
      return `${advice.left} codes left`;
    case 'method-ending':
      return `${advice.method} ends${advice.until === undefined ? '' : ` in ${timeLeft(advice.until)}`}`;
  }
}

function unmetInWords(unmet: readonly Unmet[]): string {
  return unmet.map(({ path, why }) => `${path} ${why}`).join(', ');
}

function graceInWords({ until, skips }: GraceLeft): string {
  const parts = [until === undefined ? [] : timeLeft(until), skips === undefined ? [] : `${skips} skips`];
  return parts.flat().join(', ');
}

function timeLeft(until: number): string {
  const ms = until - NOON;
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ] as const) {
    if (ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}
