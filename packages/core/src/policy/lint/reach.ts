import type { Method } from '../../account/factors/method.ts';
import { methodMessage, requirementMessage } from '../explain/requirement-message.ts';
import { isMet } from '../requirements/satisfaction.ts';
import type { Rule } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import { largestFactorSets } from './factor-sets.ts';
import type { FindingCode, Remark, Severity } from './finding.ts';
import {
  backupCodeEvidence,
  canBeHad,
  canBeShown,
  firstEvidence,
  isOffered,
  type Subject,
} from './subject.ts';

/** A requirement, its path, and what must meet it. */
export interface Place {
  readonly path: string;
  readonly requirement: Requirement;
  /**
   * `had`: enrolled factors. `shown`: evidence in a session. `first`: evidence in a session of a user without factors.
   */
  readonly by: 'had' | 'shown' | 'first';
  readonly severity: Severity;
}

/** Requirements that no user can meet, and methods that no user can add, whatever the conditions. */
export function unreachable(subject: Subject): readonly Remark[] {
  return [...withoutCompany(subject), ...placesOf(subject).flatMap((place) => reachOf(subject, place))];
}

export function placesOf({ policy }: Subject): readonly Place[] {
  const { methods, rules, manage, trustedDevices } = policy;
  const place = (
    path: string,
    requirement: Requirement | undefined,
    by: Place['by'],
    severity: Severity = 'error',
  ): readonly Place[] => (requirement === undefined ? [] : [{ path, requirement, by, severity }]);
  return [
    ...rules.flatMap((rule, index) => rulePlaces(rule, `rules[${index}]`)),
    ...place('manage.proof', manage.proof, 'shown'),
    ...place('manage.enrol', manage.enrol, 'shown'),
    ...place('manage.remove', manage.remove, 'shown'),
    ...place('manage.regenerate', manage.regenerate, 'shown'),
    ...place('manage.primary', manage.primary, 'shown'),
    ...place('manage.bootstrap', manage.bootstrap, 'first'),
    ...place('manage.keep', manage.keep, 'had'),
    ...place('manage.primaryIf', manage.primaryIf, 'had', 'warning'),
    ...place('trustedDevices.proof', trustedDevices?.proof, 'shown', 'warning'),
    ...(Object.keys(methods) as Method[]).flatMap((method) =>
      place(`methods.${method}.activeOnlyIf`, methods[method]?.activeOnlyIf, 'had', 'warning'),
    ),
  ];
}

function rulePlaces({ mode, enrol, signIn, actions = {}, advise }: Rule, path: string): readonly Place[] {
  const severity = mode === 'monitor' ? 'warning' : 'error';
  return [
    ...(enrol === undefined
      ? []
      : [{ path: `${path}.enrol`, requirement: enrol, by: 'had', severity } as const]),
    ...(signIn === undefined
      ? []
      : [{ path: `${path}.signIn`, requirement: signIn, by: 'shown', severity } as const]),
    ...Object.entries(actions).map(
      ([action, requirement]) =>
        ({ path: `${path}.actions.${action}`, requirement, by: 'shown', severity }) as const,
    ),
    ...(advise === undefined
      ? []
      : [{ path: `${path}.advise`, requirement: advise, by: 'had', severity: 'warning' } as const]),
  ];
}

function reachOf(subject: Subject, { path, requirement, by, severity }: Place): readonly Remark[] {
  const meets = (factorSets: Subject['factorSets']): boolean => {
    if (by === 'had') return canBeHad(subject, requirement, factorSets);
    if (by === 'shown') return canBeShown(subject, requirement, factorSets);
    return isMet(requirement, [...firstEvidence(subject), ...backupCodeEvidence(subject)], subject.now);
  };
  const { policy, now, copies, factorSets } = subject;
  const parameters = { requirement: requirementMessage(requirement) };
  const remark = (code: FindingCode): readonly Remark[] => [{ path, severity, code, parameters }];
  if (!meets(factorSets)) {
    if (meets(largestFactorSets(policy, { now, copies, lifted: true }))) return remark('count-above-max');
    const withExisting = largestFactorSets(policy, { now, copies, existing: true });
    return remark(meets(withExisting) ? 'needs-existing' : 'unreachable');
  }
  // NIST SP 800-63B-4 §3.2.9: users who are offered the telephone network must be offered another method.
  if (severity !== 'error' || !offersMore(subject)) return [];
  return meets(largestFactorSets(policy, { now, copies, without: ['sms'] })) ? [] : remark('sms-only');
}

/** Whether any method besides SMS is offered. If not, there is one finding for that. */
function offersMore(subject: Subject): boolean {
  return (Object.keys(subject.policy.methods) as Method[]).some(
    (method) => method !== 'sms' && isOffered(subject, method),
  );
}

function withoutCompany(subject: Subject): readonly Remark[] {
  const { methods } = subject.policy;
  return (Object.keys(methods) as Method[])
    .filter((method) => methods[method]?.allow === 'yes' && methods[method]?.activeOnlyIf !== undefined)
    .filter((method) => !isOffered(subject, method))
    .map((method) => ({
      path: `methods.${method}.activeOnlyIf`,
      severity: 'error',
      code: 'company-unreachable',
      parameters: { method: methodMessage(method) },
    }));
}
