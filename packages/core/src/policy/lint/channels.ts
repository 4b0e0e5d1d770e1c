import type { Method } from '../../account/factors/method.ts';
import { bestFactor, channelOf } from '../decide/possible-factors.ts';
import { methodMessage, requirementMessage } from '../explain/requirement-message.ts';
import { isMet, leavesOf } from '../requirements/satisfaction.ts';
import { asEvidence } from '../requirements/usable.ts';
import type { Remark } from './finding.ts';
import { placesOf } from './reach.ts';
import { decisionFor, factsOf, firstEvidence, isOffered, type Subject } from './subject.ts';

/** Findings about channels: a mailbox or telephone that counts twice, and methods that depend on a telephone number. */
export function channelRemarks(subject: Subject): readonly Remark[] {
  return [
    ...twiceOneChannel(subject),
    ...linkAndCode(subject),
    ...telephone(subject),
    ...nothingAgainstPhishing(subject),
  ];
}

function twiceOneChannel({ policy, now, ...subject }: Subject): readonly Remark[] {
  return placesOf({ policy, now, ...subject }).flatMap(({ path, requirement }) => {
    const counted = leavesOf(requirement).filter(({ count = 1 }) => count > 1);
    const met = (['email', 'sms'] as const).some((method) => {
      const twins = [0, 1, 2].map((index) => ({
        id: `${method}-${index}`,
        method,
        status: 'active' as const,
        traits: [],
        channel: channelOf(method, 0),
      }));
      return (
        policy.methods[method] !== undefined &&
        counted.some((leaf) => isMet(leaf, asEvidence(twins, now), now))
      );
    });
    if (!met) return [];
    const parameters = { requirement: requirementMessage(requirement) };
    return [{ path, severity: 'warning', code: 'same-channel', parameters } as const];
  });
}

function linkAndCode(subject: Subject): readonly Remark[] {
  const { policy, now, population } = subject;
  if (!subject.firstFactors.includes('magic-link') || !isOffered(subject, 'email')) return [];
  const factorSet = bestFactor(policy, 'email');
  const link = firstEvidence({ firstFactors: ['magic-link'], now });
  const opens = population.users.some((user) => {
    const evidence = [...link, ...asEvidence(factorSet, now)];
    const both = decisionFor(subject, { kind: 'sign-in' }, { user, factorSet, evidence });
    return both.outcome === 'allow' && factsOf(user, factorSet, link).factors.length > 0;
  });
  return opens ? [{ path: 'methods.email', severity: 'warning', code: 'link-and-code' }] : [];
}

function telephone(subject: Subject): readonly Remark[] {
  const { policy, lone } = subject;
  if (!isOffered(subject, 'sms')) return [];
  const others = (Object.keys(policy.methods) as Method[]).filter(
    (method) => method !== 'sms' && isOffered(subject, method),
  );
  if (others.length === 0) return [{ path: 'methods.sms', severity: 'error', code: 'sms-only' }];
  return lone.some(({ method }) => method === 'sms')
    ? [{ path: 'methods.sms', severity: 'advice', code: 'sms-alone' }]
    : [];
}

function nothingAgainstPhishing(subject: Subject): readonly Remark[] {
  const offered = subject.factorSets.some((factorSet) =>
    factorSet.some(
      ({ method, traits }) => isOffered(subject, method) && traits.includes('phishing-resistant'),
    ),
  );
  return offered ? [] : [{ path: 'methods', severity: 'advice', code: 'no-phishing-resistant-method' }];
}

/** A user who loses the only kind of factor needs a recovery method. */
export function noWayBack(subject: Subject): readonly Remark[] {
  const { policy } = subject;
  const offered = (Object.keys(policy.methods) as Method[]).filter((method) => isOffered(subject, method));
  const [only] = offered;
  if (offered.length !== 1 || only === undefined || policy.recovery.length > 0) return [];
  return [
    {
      path: 'recovery',
      severity: 'warning',
      code: 'no-way-back',
      parameters: { method: methodMessage(only) },
    },
  ];
}
