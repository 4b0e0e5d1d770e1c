import { RISKS } from '../../schema/vocabulary.ts';
import { matchesRule } from '../requirements/condition.ts';
import type { RuleCondition } from '../schema/condition.ts';
import type { Policy, Rule } from '../schema/policy.ts';
import type { AttributeValue, Risk, User } from '../schema/user.ts';

/** One user for each set of conditions that can hold together. */
export interface Population {
  readonly users: readonly User[];
  /** Whether every relevant user was checked. False if there are too many roles and groups. */
  readonly complete: boolean;
}

const MOST = 4_096;

/** The kinds of users that the conditions of a policy distinguish. Every other user is like one of these. */
export function populationOf(policy: Policy): Population {
  const conditions = conditionsOf(policy);
  const choices = choicesOf(conditions);
  const complete = choices.reduce((product, { length }) => product * length, 1) <= MOST;
  const named = conditions.flatMap(withParts).flatMap(({ attribute }) => Object.keys(attribute ?? {}));
  const none = Object.fromEntries(named.map((name) => [name, '']));
  const users = new Map<string, User>();
  for (const traits of complete ? everyChoice(choices) : singleChoices(choices)) {
    const user = userOf(traits, none);
    const kind = [true, false].flatMap((isEnrolled) =>
      conditions.map((condition) => matchesRule(condition, user, isEnrolled)),
    );
    const key = String(kind);
    if (!users.has(key)) users.set(key, user);
  }
  return { users: [...users.values()], complete };
}

function conditionsOf({ rules, recovery, trustedDevices }: Policy): readonly RuleCondition[] {
  const all = [...rules, ...recovery, ...(trustedDevices === undefined ? [] : [trustedDevices])];
  return all.flatMap(({ when }) => (when === undefined ? [] : [when]));
}

/** A property that a user may have. */
type Quality =
  | { readonly kind: 'none' }
  | { readonly kind: 'role' | 'group'; readonly name: string }
  | { readonly kind: 'attribute'; readonly name: string; readonly value: AttributeValue }
  | { readonly kind: 'risk'; readonly risk: Risk };

const NONE: Quality = { kind: 'none' };

function choicesOf(conditions: readonly RuleCondition[]): readonly (readonly Quality[])[] {
  const flat = conditions.flatMap(withParts);
  const names = (kind: 'role' | 'group'): readonly string[] => [
    ...new Set(flat.flatMap((condition) => condition[kind] ?? [])),
  ];
  const values = new Map<string, Set<AttributeValue>>();
  for (const [name, list] of flat.flatMap(({ attribute }) => Object.entries(attribute ?? {}))) {
    values.set(name, new Set([...(values.get(name) ?? []), ...list]));
  }
  const risks: readonly Quality[] = RISKS.map((risk) => ({
    kind: 'risk',
    risk,
  }));
  return [
    ...(['role', 'group'] as const).flatMap((kind) => names(kind).map((name) => [NONE, { kind, name }])),
    ...[...values].map(([name, of]) => [
      NONE,
      ...[...of].map((value): Quality => ({ kind: 'attribute', name, value })),
    ]),
    ...(flat.some(({ risk }) => risk !== undefined) ? [risks] : []),
  ];
}

function withParts(condition: RuleCondition): readonly RuleCondition[] {
  const parts = [...(condition.any ?? []), ...(condition.not === undefined ? [] : [condition.not])];
  return [condition, ...parts.flatMap(withParts)];
}

function everyChoice(choices: readonly (readonly Quality[])[]): readonly (readonly Quality[])[] {
  return choices.reduce<readonly (readonly Quality[])[]>(
    (users, choice) => users.flatMap((user) => choice.map((quality) => [...user, quality])),
    [[]],
  );
}

// A user without properties, a user with all, and one user for each property.
function singleChoices(choices: readonly (readonly Quality[])[]): readonly (readonly Quality[])[] {
  return [[], choices.map((choice) => choice.at(-1) ?? NONE), ...choices.flat().map((quality) => [quality])];
}

function userOf(qualities: readonly Quality[], none: NonNullable<User['attributes']>): User {
  const risk = qualities.find((quality) => quality.kind === 'risk')?.risk;
  return {
    accountName: 'user',
    roles: qualities.flatMap((quality) => (quality.kind === 'role' ? [quality.name] : [])),
    groups: qualities.flatMap((quality) => (quality.kind === 'group' ? [quality.name] : [])),
    attributes: {
      ...none,
      ...Object.fromEntries(
        qualities.flatMap((quality) =>
          quality.kind === 'attribute' ? [[quality.name, quality.value] as const] : [],
        ),
      ),
    },
    ...(risk === undefined ? {} : { risk }),
  };
}

/** Whether a rule applies to this user, with or without a factor. */
export function mayBeFor({ when }: Rule, user: User): boolean {
  return matchesRule(when, user, true) || matchesRule(when, user, false);
}
