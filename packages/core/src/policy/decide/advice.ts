import type { Method } from '../../account/factors/method.ts';
import { backupCodeLimitsOf } from '../limits.ts';
import type { Advice } from '../requirements/decision.ts';
import { type DecisionInput, rulesFor } from '../requirements/demand.ts';
import { isMet } from '../requirements/satisfaction.ts';
import { allowedMethods, allowedRule, asEvidence, usableFactors } from '../requirements/usable.ts';
import { methodsThatHelp } from './challenge.ts';

/** Advice for the user. It changes no decision. */
export function adviceFor(input: DecisionInput): readonly Advice[] {
  return [...secondMethod(input), ...advisedEnrolment(input), ...fewCodes(input), ...endings(input)];
}

function secondMethod({ policy, facts, now }: DecisionInput): readonly Advice[] {
  const [only, ...others] = usableFactors(policy, facts.factors, now);
  if (only === undefined || others.length > 0) return [];
  const isNew = (method: Method): boolean =>
    method !== only.method && allowedRule(policy, method, now)?.allow === 'yes';
  return allowedMethods(policy, now).some(isNew) ? [{ kind: 'add-second-method' }] : [];
}

function advisedEnrolment(input: DecisionInput): readonly Advice[] {
  const { policy, facts, now } = input;
  const enrolled = asEvidence(usableFactors(policy, facts.factors, now), now);
  return rulesFor(input, 'enforce').flatMap(({ id, advise }) =>
    advise === undefined || isMet(advise, enrolled, now)
      ? []
      : [{ kind: 'enrol', rule: id, methods: methodsThatHelp(input, [advise]) } as const],
  );
}

function fewCodes({ policy, facts }: DecisionInput): readonly Advice[] {
  if (policy.backupCodes === undefined || facts.factors.length === 0) return [];
  const left = facts.backupCodesLeft;
  return left <= backupCodeLimitsOf(policy.backupCodes).warnAt ? [{ kind: 'backup-codes-low', left }] : [];
}

function endings({ policy, facts, now }: DecisionInput): readonly Advice[] {
  const methods = new Set(usableFactors(policy, facts.factors, now).map(({ method }) => method));
  return [...methods].flatMap((method) => {
    const rule = allowedRule(policy, method, now);
    if (rule?.allow !== 'existing') return [];
    return [
      {
        kind: 'method-ending',
        method,
        ...(rule.until === undefined ? {} : { until: Date.parse(rule.until) }),
      } as const,
    ];
  });
}
