import type { EvidenceMethod, Method } from '../../account/factors/method.ts';
import { actionsOf } from '../decide/action.ts';
import { methodMessage, requirementMessage } from '../explain/requirement-message.ts';
import { backupCodeLimitsOf, throttleOf } from '../limits.ts';
import { matches } from '../requirements/condition.ts';
import { FIRST_FACTORS, isMet, leavesOf } from '../requirements/satisfaction.ts';
import type { Rule } from '../schema/policy.ts';
import type { User } from '../schema/user.ts';
import type { Remark } from './finding.ts';
import { rulesOf } from './lock-out.ts';
import { decisionFor, firstEvidence, fullEvidence, requirementsIn, type Subject } from './subject.ts';
import { mayBeFor } from './users.ts';

/** Entries of the policy without effect, or with another effect than it seems. */
export function unusedParts(subject: Subject): readonly Remark[] {
  return [
    ...rulesWithoutEffect(subject),
    ...openActions(subject),
    ...missingNames(subject),
    ...backupCodes(subject),
    ...recoveries(subject),
    ...neverHolding(subject),
    ...throttle(subject),
    ...trustedDevices(subject),
    ...dates(subject),
  ];
}

function rulesWithoutEffect(subject: Subject): readonly Remark[] {
  const { rules } = subject.policy;
  return rules.flatMap((rule, index): readonly Remark[] => {
    const path = `rules[${index}]`;
    const { enrol, signIn, actions = {}, advise } = rule;
    if (!enrol && !signIn && !advise && Object.keys(actions).length === 0) {
      return [{ path, severity: 'advice', code: 'rule-asks-nothing' }];
    }
    const twin = rules.slice(0, index).find((other) => saying(other) === saying(rule));
    if (twin !== undefined) {
      return [{ path, severity: 'advice', code: 'duplicate-rule', parameters: { rule: twin.id } }];
    }
    if (signIn === undefined || !isMet(signIn, firstEvidence(subject), subject.now)) return [];
    const parameters = { requirement: requirementMessage(signIn) };
    return [{ path: `${path}.signIn`, severity: 'advice', code: 'sign-in-adds-nothing', parameters }];
  });
}

function saying({ id: _, ...rest }: Rule): string {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function openActions(subject: Subject): readonly Remark[] {
  return subject.policy.rules.flatMap(({ mode, actions = {} }, index) =>
    Object.keys(actions)
      .filter((action) => mode !== 'monitor' && subject.population.users.some((user) => isOpen(action, user)))
      .map((action) => ({
        path: `rules[${index}].actions.${action}`,
        severity: 'advice' as const,
        code: 'action-open' as const,
        parameters: { action },
      })),
  );

  function isOpen(action: string, user: Subject['population']['users'][number]): boolean {
    return rulesOf(subject, user).every(
      ({ actions: named }) => named === undefined || !Object.hasOwn(named, action),
    );
  }
}

function missingNames({ policy }: Subject): readonly Remark[] {
  const known = new Set<string>([
    ...FIRST_FACTORS,
    ...Object.keys(policy.methods),
    ...policy.recovery.map(({ via }) => via),
    ...(policy.backupCodes === undefined ? [] : ['backup-code']),
  ]);
  const named = requirementsIn(policy)
    .flatMap(leavesOf)
    .flatMap(({ of }) => of)
    .flatMap((selector): readonly EvidenceMethod[] =>
      typeof selector === 'string' ? [selector] : (selector.method ?? []),
    );
  return [...new Set(named)]
    .filter((method) => !known.has(method))
    .map((method) => ({
      path: 'methods',
      severity: 'advice',
      code: 'names-missing',
      parameters: { method: methodMessage(method) },
    }));
}

function backupCodes({ policy }: Subject): readonly Remark[] {
  const via = policy.recovery.findIndex((rule) => rule.via === 'backup-code');
  const rule = policy.backupCodes;
  if (rule === undefined) {
    if (via < 0) return [];
    return [{ path: `recovery[${via}]`, severity: 'warning', code: 'backup-codes-never-issued' }];
  }
  const remarks: Remark[] = [];
  const named = requirementsIn(policy)
    .flatMap(leavesOf)
    .some(({ of }) =>
      of.some((selector) =>
        typeof selector === 'string' ? selector === 'backup-code' : selector.method?.includes('backup-code'),
      ),
    );
  if (via < 0 && !named) {
    remarks.push({ path: 'backupCodes', severity: 'warning', code: 'backup-codes-unused' });
  }
  if (rule.issue === 'on-request' && rule.acknowledge === 'gate') {
    remarks.push({ path: 'backupCodes.acknowledge', severity: 'warning', code: 'gate-never-closes' });
  }
  for (const method of rule.after ?? []) {
    if (policy.methods[method] !== undefined) continue;
    const parameters = { method: methodMessage(method) };
    remarks.push({
      path: 'backupCodes.after',
      severity: 'warning',
      code: 'backup-codes-after-unknown',
      parameters,
    });
  }
  const { count, warnAt } = backupCodeLimitsOf(rule);
  if (warnAt >= count) {
    remarks.push({
      path: 'backupCodes.warnAt',
      severity: 'advice',
      code: 'warns-at-once',
      parameters: { count },
    });
  }
  return remarks;
}

function recoveries({ policy, population }: Subject): readonly Remark[] {
  const known = new Set(actionsOf(policy));
  const remarks: Remark[] = policy.recovery.flatMap(({ after }, index) =>
    (after?.freeze?.actions ?? [])
      .filter((action) => !known.has(action))
      .map((action) => ({
        path: `recovery[${index}].after.freeze`,
        severity: 'error',
        code: 'frozen-action-unknown',
        parameters: { action },
      })),
  );
  for (const [index, rule] of policy.recovery.entries()) {
    const users = population.users.filter((user) => matches(rule.when, user));
    const first = users.some(
      (user) => policy.recovery.find(({ via, when }) => via === rule.via && matches(when, user)) === rule,
    );
    if (users.length > 0 && !first) {
      remarks.push({ path: `recovery[${index}]`, severity: 'warning', code: 'recovery-shadowed' });
    }
  }
  return remarks;
}

function neverHolding({ policy, population }: Subject): readonly Remark[] {
  if (!population.complete) return [];
  const { rules, recovery, trustedDevices } = policy;
  const entries = [
    ...rules.map((rule, index) => ({
      isFor: (user: User) => mayBeFor(rule, user),
      path: `rules[${index}].when`,
    })),
    ...recovery.map(({ when }, index) => ({
      isFor: (user: User) => matches(when, user),
      path: `recovery[${index}].when`,
    })),
    { isFor: (user: User) => matches(trustedDevices?.when, user), path: 'trustedDevices.when' },
  ];
  return entries
    .filter(({ isFor }) => !population.users.some(isFor))
    .map(({ path }) => ({ path, severity: 'warning', code: 'when-never' }));
}

function throttle({ policy }: Subject): readonly Remark[] {
  const { attempts, cap } = throttleOf(policy);
  if (attempts <= cap) return [];
  const parameters = { attempts, cap };
  return [{ path: 'throttle.attempts', severity: 'error', code: 'throttle-never-locks', parameters }];
}

function trustedDevices(subject: Subject): readonly Remark[] {
  const { policy, population, factorSets } = subject;
  const rule = policy.trustedDevices;
  if (rule === undefined) return [];
  const helps = population.users.some(
    (user) =>
      matches(rule.when, user) &&
      factorSets.some((factorSet) => {
        const evidence = fullEvidence(subject, factorSet, { remembered: true });
        return decisionFor(subject, { kind: 'sign-in' }, { user, factorSet, evidence }).outcome === 'allow';
      }),
  );
  return helps ? [] : [{ path: 'trustedDevices', severity: 'advice', code: 'trusted-device-useless' }];
}

function dates({ policy, now, dated }: Subject): readonly Remark[] {
  const remarks: Remark[] = [];
  for (const name of Object.keys(policy.methods) as Method[]) {
    const rule = policy.methods[name];
    const method = methodMessage(name);
    if (rule?.allow !== 'existing') continue;
    const path = `methods.${name}`;
    if (rule.until === undefined) {
      remarks.push({ path, severity: 'advice', code: 'existing-without-end', parameters: { method } });
    } else if (dated && Date.parse(rule.until) <= now) {
      const parameters = { method, until: { at: Date.parse(rule.until) } };
      remarks.push({ path: `${path}.until`, severity: 'advice', code: 'method-ended', parameters });
    }
  }
  for (const [index, { grace }] of policy.rules.entries()) {
    if (!dated || grace === undefined || !('until' in grace) || Date.parse(grace.until) > now) continue;
    const parameters = { until: { at: Date.parse(grace.until) } };
    remarks.push({ path: `rules[${index}].grace`, severity: 'advice', code: 'grace-over', parameters });
  }
  return remarks;
}
