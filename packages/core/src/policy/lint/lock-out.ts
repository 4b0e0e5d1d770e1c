import type { Method } from '../../account/factors/method.ts';
import { evaluate } from '../decide/evaluate.ts';
import { bestFactor } from '../decide/possible-factors.ts';
import { methodMessage, requirementMessage, traitList } from '../explain/requirement-message.ts';
import type { DecisionOutcome, FactorFact, Intent } from '../requirements/decision.ts';
import type { Rule } from '../schema/policy.ts';
import type { User } from '../schema/user.ts';
import type { FactorSet } from './factor-sets.ts';
import type { Remark } from './finding.ts';
import { setUpLeadsIn } from './set-up.ts';
import { decisionFor, factsOf, firstEvidence, fullEvidence, type Subject } from './subject.ts';
import { mayBeFor } from './users.ts';

/** Users who cannot sign in, act or change anything, although each requirement alone could be met. */
export function lockOuts(subject: Subject, known: readonly Remark[]): readonly Remark[] {
  return [
    ...subject.population.users.flatMap((user) => togetherUnreachable(subject, user, known)),
    ...loneMethods(subject),
    ...steppingUp(subject, known),
    ...endings(subject),
  ];
}

function togetherUnreachable(subject: Subject, user: User, known: readonly Remark[]): readonly Remark[] {
  const rules = rulesOf(subject, user);
  // What one rule alone makes impossible has its own finding.
  const said = rules.some(({ path }) =>
    known.some((remark) => remark.severity === 'error' && remark.path.startsWith(path)),
  );
  if (said) return [];
  const allows = (intent: Intent): boolean =>
    [...subject.factorSets, []].some(
      (factorSet) =>
        decisionFor(subject, intent, { user, factorSet, evidence: fullEvidence(subject, factorSet) })
          .outcome === 'allow',
    );
  const remarks: Remark[] = [];
  if (!allows({ kind: 'sign-in' })) {
    const list = rules.filter(({ enrol, signIn }) => enrol !== undefined || signIn !== undefined);
    remarks.push({
      path: list[0]?.path ?? 'rules',
      severity: 'error',
      code: 'nobody-signs-in',
      parameters: { rules: { list: list.map(({ id }) => id), join: 'and' } },
    });
  }
  for (const action of new Set(rules.flatMap(({ actions }) => Object.keys(actions ?? {})))) {
    if (allows({ kind: 'action', name: action })) continue;
    const first = rules.find(({ actions }) => actions !== undefined && Object.hasOwn(actions, action));
    remarks.push({
      path: `${first?.path ?? 'rules'}.actions.${action}`,
      severity: 'error',
      code: 'action-out-of-reach',
      parameters: { action },
    });
  }
  return remarks;
}

/** The enforced rules for this user, each with its path. */
export function rulesOf({ policy }: Subject, user: User): readonly (Rule & { readonly path: string })[] {
  return policy.rules
    .map((rule, index) => ({ ...rule, path: `rules[${index}]` }))
    .filter((rule) => rule.mode !== 'monitor' && mayBeFor(rule, user));
}

/** The outcome of an action for a user without factors or with one, if some set of factors permits the action. */
function steppingUp(subject: Subject, known: readonly Remark[]): readonly Remark[] {
  return subject.population.users.flatMap((user) =>
    rulesOf(subject, user).flatMap(({ path, actions = {} }) =>
      Object.keys(actions).flatMap((name): readonly Remark[] => {
        const place = `${path}.actions.${name}`;
        if (known.some((remark) => remark.severity === 'error' && remark.path === place)) return [];
        const outcomeOf = (intent: Intent, factorSet: FactorSet): DecisionOutcome['outcome'] =>
          decisionFor(subject, intent, { user, factorSet, evidence: fullEvidence(subject, factorSet) })
            .outcome;
        const action: Intent = { kind: 'action', name };
        const parameters = { action: name };
        if (!subject.factorSets.some((factorSet) => outcomeOf(action, factorSet) === 'allow')) return [];
        if (
          [[], ...subject.lone.map((factor) => [factor])].some(
            (factorSet) => outcomeOf(action, factorSet) === 'deny',
          )
        ) {
          return [{ path: place, severity: 'warning', code: 'action-dead-end', parameters }];
        }
        return outcomeOf({ kind: 'sign-in' }, []) === 'allow' && outcomeOf(action, []) === 'enrol'
          ? [{ path: place, severity: 'advice', code: 'action-needs-enrolment', parameters }]
          : [];
      }),
    ),
  );
}

function loneMethods(subject: Subject): readonly Remark[] {
  const { policy, now, population, lone } = subject;
  const remarks: Remark[] = [];
  for (const user of population.users) {
    for (const factor of lone) {
      const factorSet = [factor];
      const method = methodMessage(factor.method);
      const evidence = fullEvidence(subject, factorSet);
      const { outcome } = decisionFor(subject, { kind: 'sign-in' }, { user, factorSet, evidence });
      if (
        outcome !== 'allow' &&
        !(outcome === 'enrol' && setUpLeadsIn(policy, factsOf(user, factorSet, evidence), now))
      ) {
        remarks.push(lockedOutWith(subject, factor));
      } else if (cannotChange(subject, user, factor)) {
        const place = policy.manage.enrol === undefined ? 'proof' : 'enrol';
        remarks.push({
          path: `manage.${place}`,
          severity: 'warning',
          code: 'change-out-of-reach',
          parameters: {
            method,
            requirement: requirementMessage(policy.manage[place] ?? policy.manage.proof),
          },
        });
      }
    }
  }
  return remarks;
}

// A key with fewer traits may lock out where another does not. Its traits are known only after it is enrolled.
function lockedOutWith({ policy }: Subject, { method, traits }: FactorFact): Remark {
  const path = `methods.${method}`;
  const missing = bestFactor(policy, method)
    .flatMap((best) => best.traits)
    .filter((trait) => !traits.includes(trait));
  const parameters = { method: methodMessage(method) };
  if (missing.length === 0) return { path, severity: 'error', code: 'method-locks-out', parameters };
  return {
    path,
    severity: 'warning',
    code: 'variant-locks-out',
    parameters: { ...parameters, traits: traitList(missing, 'or') },
  };
}

// Replaces the user's own factor, so the limit on their number does not apply.
function cannotChange(subject: Subject, user: User, factor: FactorFact): boolean {
  const factorSet = [factor];
  const intent: Intent = { kind: 'enrol', method: factor.method, replaces: factor.id };
  return (
    decisionFor(subject, intent, { user, factorSet, evidence: fullEvidence(subject, factorSet) }).outcome !==
    'allow'
  );
}

/** Methods with an end date, if users may then have no other method. */
function endings(subject: Subject): readonly Remark[] {
  const { policy, now, population } = subject;
  return (Object.keys(policy.methods) as Method[]).flatMap((method) => {
    const end = policy.methods[method]?.until;
    const until = end === undefined ? Number.NaN : Date.parse(end);
    if (!(now < until)) return [];
    const factorSet = bestFactor(policy, method);
    const stays = population.users.some((user) => {
      // One moment before: a user who can sign in then, without having to enrol another, may have no other.
      const facts = factsOf(user, factorSet, fullEvidence({ ...subject, now: until - 1 }, factorSet));
      const postponed = policy.rules.map(({ id }) => ({ rule: id, firstAt: now, times: 0 }));
      const before = evaluate(policy, { ...facts, postponed }, { kind: 'sign-in' }, until - 1);
      const after = evaluate(
        policy,
        factsOf(user, factorSet, firstEvidence({ ...subject, now: until })),
        { kind: 'sign-in' },
        until,
      );
      const mayStay =
        before.outcome === 'allow' || (before.outcome === 'enrol' && before.grace !== undefined);
      return mayStay && after.outcome === 'deny';
    });
    if (!stays) return [];
    return [
      {
        path: `methods.${method}.until`,
        severity: 'warning',
        code: 'ending-locks-out',
        parameters: { method: methodMessage(method), until: { at: until } },
      } as const,
    ];
  });
}
