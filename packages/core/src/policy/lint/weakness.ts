import { approvalsOf } from '../decide/recover.ts';
import { methodMessage, requirementMessage } from '../explain/requirement-message.ts';
import { matches } from '../requirements/condition.ts';
import type { Intent } from '../requirements/decision.ts';
import { opensSession } from '../requirements/grants.ts';
import { isMet } from '../requirements/satisfaction.ts';
import type { ManageRules, RecoveryRule } from '../schema/policy.ts';
import type { User } from '../schema/user.ts';
import type { Remark } from './finding.ts';
import { decisionFor, firstEvidence, fullEvidence, type Subject } from './subject.ts';

const YEAR = 365 * 86_400_000;

/** Ways around the sign-in requirements. */
export function weaknesses(subject: Subject): readonly Remark[] {
  return [
    ...subject.population.users.flatMap((user) => weakRecovery(subject, user)),
    ...unchecked(subject),
    ...handedOver(subject),
    ...leftWithPassword(subject),
    ...weakManagement(subject),
    ...weakProofs(subject),
    ...notAsked(subject),
  ];
}

/** Whether this user can sign in only with a phishing-resistant factor. */
function needsPhishingResistance(subject: Subject, user: User): boolean {
  const outcomes = subject.factorSets.map((factorSet) => {
    const signIn = (phishable: boolean): boolean =>
      decisionFor(
        subject,
        { kind: 'sign-in' },
        { user, factorSet, evidence: fullEvidence(subject, factorSet, { phishable }) },
      ).outcome === 'allow';
    return { strong: signIn(false), weak: signIn(true) };
  });
  return outcomes.some(({ strong }) => strong) && outcomes.every(({ weak }) => !weak);
}

function weakRecovery(subject: Subject, user: User): readonly Remark[] {
  const strict = needsPhishingResistance(subject, user);
  return subject.policy.recovery.flatMap((rule, index): readonly Remark[] => {
    if (!isFirst(subject, rule, user) || !opensPortal(subject, rule, user)) return [];
    const parameters = { via: methodMessage(rule.via) };
    const path = `recovery[${index}]`;
    if (strict) return [{ path, severity: 'error', code: 'recovery-weaker', parameters }];
    if (rule.via === 'backup-code' || approvalsOf(rule) > 1) return [];
    return [{ path, severity: 'warning', code: 'recovery-one-approval', parameters }];
  });
}

function isFirst({ policy }: Subject, rule: RecoveryRule, user: User): boolean {
  return rule === policy.recovery.find(({ via, when }) => via === rule.via && matches(when, user));
}

/** Whether it opens a session without any of the factors. */
function opensPortal(subject: Subject, { via }: RecoveryRule, user: User): boolean {
  return subject.factorSets.some((factorSet) => {
    const evidence = firstEvidence(subject, { phishable: true });
    const showing = { user, factorSet, evidence, grant: { via } };
    return decisionFor(subject, { kind: 'sign-in' }, showing).outcome === 'allow';
  });
}

function unchecked({ policy }: Subject): readonly Remark[] {
  return policy.recovery.flatMap(({ via, verify }, index) =>
    via === 'backup-code' || verify?.checks !== undefined
      ? []
      : [
          {
            path: `recovery[${index}].verify`,
            severity: 'warning',
            code: 'recovery-unchecked',
            parameters: { via: methodMessage(via) },
          } as const,
        ],
  );
}

/** Who can complete an approved recovery. */
function handedOver({ policy }: Subject): readonly Remark[] {
  return policy.recovery.flatMap(({ via, handover }, index): readonly Remark[] => {
    const path = `recovery[${index}].handover`;
    const parameters = { via: methodMessage(via) };
    if (handover === 'none')
      return [{ path, severity: 'error', code: 'recovery-not-handed-over', parameters }];
    return handover === 'contact'
      ? [{ path, severity: 'warning', code: 'recovery-by-contact', parameters }]
      : [];
  });
}

/** A session that removes the old factors leaves an account that the password alone opens. */
function leftWithPassword({ policy }: Subject): readonly Remark[] {
  return policy.recovery.flatMap((rule, index): readonly Remark[] => {
    if (rule.via === 'backup-code' || rule.resets !== 'on-approval' || !opensSession(rule)) return [];
    const parameters = { via: methodMessage(rule.via) };
    return [
      {
        path: `recovery[${index}].resets`,
        severity: 'warning',
        code: 'recovery-leaves-password',
        parameters,
      },
    ];
  });
}

/** Changes to an account with a factor, without evidence of one. */
function weakManagement(subject: Subject): readonly Remark[] {
  const { policy, population } = subject;
  const place = policy.manage.enrol === undefined ? 'proof' : 'enrol';
  const path = `manage.${place}`;
  return population.users.some((user) => canChange(subject, user))
    ? [{ path, severity: 'error', code: 'change-by-first-factor' }]
    : [];
}

function canChange(subject: Subject, user: User): boolean {
  return subject.factorSets.some((factorSet) => {
    const evidence = firstEvidence(subject);
    return factorSet.some(({ id, method }) => {
      const intent: Intent = { kind: 'enrol', method, replaces: id };
      return decisionFor(subject, intent, { user, factorSet, evidence }).outcome === 'allow';
    });
  });
}

const GUARDED: readonly (keyof ManageRules)[] = ['proof', 'enrol', 'remove', 'regenerate', 'bootstrap'];

/** OWASP ASVS 7.5.1: a user who changes factors or recovery must prove their identity again. */
function weakProofs(subject: Subject): readonly Remark[] {
  const { policy, factorSets, now } = subject;
  return GUARDED.flatMap((change): readonly Remark[] => {
    const requirement = policy.manage[change];
    if (requirement === undefined) return [];
    const path = `manage.${change}`;
    const remarks: Remark[] = [];
    if (
      factorSets.some((factorSet) => isMet(requirement, fullEvidence(subject, factorSet, { age: YEAR }), now))
    ) {
      remarks.push({ path, severity: 'warning', code: 'change-without-fresh-proof' });
    }
    if (change !== 'bootstrap' && isMet(requirement, firstEvidence(subject), now)) {
      const parameters = { requirement: requirementMessage(requirement) };
      remarks.push({ path, severity: 'advice', code: 'change-proof-without-factor', parameters });
    }
    return remarks;
  });
}

/** Users with a factor who can sign in without it, and the recoveries that they can therefore not complete. */
function notAsked(subject: Subject): readonly Remark[] {
  const { policy, population, factorSets } = subject;
  if (policy.enrolledMeansRequired !== false) return [];
  const users = population.users.filter((user) =>
    factorSets.some(
      (factorSet) =>
        factorSet.length > 0 &&
        decisionFor(subject, { kind: 'sign-in' }, { user, factorSet, evidence: firstEvidence(subject) })
          .outcome === 'allow',
    ),
  );
  if (users.length === 0) return [];
  return [
    { path: 'enrolledMeansRequired', severity: 'warning', code: 'enrolled-not-asked' },
    ...policy.recovery.flatMap(({ via, when }, index): readonly Remark[] =>
      via !== 'backup-code' && users.some((user) => matches(when, user))
        ? [{ path: `recovery[${index}]`, severity: 'warning', code: 'recovery-not-asked' }]
        : [],
    ),
  ];
}
