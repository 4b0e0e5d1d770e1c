import type { Message, Parameter } from '../catalogue/message.ts';
import type { RuleCondition } from '../schema/condition.ts';

/** The users of a rule, as a phrase. */
export function whomMessage(when: RuleCondition | undefined): Message {
  if (when === undefined) return { id: 'rule.for-everyone' };
  return { id: 'rule.for', parameters: { condition: conditionPhrase(when) } };
}

function conditionPhrase(condition: RuleCondition): Parameter {
  return { list: partsOf(condition), join: 'and' };
}

function partsOf({
  role,
  group,
  attribute = {},
  risk,
  enrolled,
  not,
  any,
}: RuleCondition): readonly Parameter[] {
  const parts: Parameter[] = [];
  if (role !== undefined) parts.push({ id: 'condition.role', parameters: { names: quoted(role) } });
  if (group !== undefined) parts.push({ id: 'condition.group', parameters: { names: quoted(group) } });
  for (const [name, values] of Object.entries(attribute)) {
    parts.push({ id: 'condition.attribute', parameters: { name, values: quoted(values.map(String)) } });
  }
  if (risk !== undefined) parts.push({ id: `condition.risk-${risk}` });
  if (enrolled !== undefined) parts.push({ id: enrolled ? 'condition.enrolled' : 'condition.not-enrolled' });
  if (not !== undefined) {
    parts.push({ id: 'condition.not', parameters: { condition: conditionPhrase(not) } });
  }
  if (any !== undefined) {
    parts.push({
      id: 'condition.any',
      parameters: { parts: { list: any.map(conditionPhrase), join: 'or' } },
    });
  }
  return parts;
}

export function quoted(names: readonly string[], join: 'and' | 'or' = 'or'): Parameter {
  return { list: names.map((text) => ({ id: 'quoted', parameters: { text } }) as const), join };
}
