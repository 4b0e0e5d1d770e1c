import type { FirstFactorMethod } from '../../account/factors/method.ts';
import type { Catalogue } from '../catalogue/message.ts';
import { requirementMessage } from '../explain/requirement-message.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Policy } from '../schema/policy.ts';
import { channelRemarks, noWayBack } from './channels.ts';
import { type Finding, findingOf, type Remark, type Severity } from './finding.ts';
import { lockOuts } from './lock-out.ts';
import { unreachable } from './reach.ts';
import { canBeHad, type Subject, subjectOf } from './subject.ts';
import { unusedParts } from './unused.ts';
import { weaknesses } from './weakness.ts';

/** @inline */
export type LintOptions = {
  /** Milliseconds since 1970. If not set, no date counts as passed. */
  readonly now?: number;
  /**
   * The first factors that the portal may use.
   *
   * @defaultValue `['password']`
   */
  readonly firstFactors?: readonly FirstFactorMethod[];
  /** Also checks that users are offered what this profile requires. */
  readonly profile?: Profile;
  /** @defaultValue English */
  readonly catalogue?: Catalogue;
};

/**
 * Finds faults that the author of a policy probably did not intend: requirements that no user can meet, users who are
 * locked out, ways around the sign-in requirements, and entries without effect. Errors come first.
 *
 * It calls `evaluate` with every set of factors that users could have, for every kind of user that the conditions
 * distinguish.
 *
 * @example
 * ```ts
 * import { lint, presetS1 } from '@factorkit/core/policy';
 *
 * lint(presetS1).map(({ code }) => code); // ['no-way-back', 'no-phishing-resistant-method']
 * ```
 */
export function lint(policy: Policy, options: LintOptions = {}): readonly Finding[] {
  const { now, firstFactors, profile, catalogue } = options;
  const subject = subjectOf(policy, { now, firstFactors });
  const known = unreachable(subject);
  const remarks = [
    ...known,
    ...lockOuts(subject, known),
    ...notOffered(subject, profile),
    ...weaknesses(subject),
    ...channelRemarks(subject),
    ...noWayBack(subject),
    ...unusedParts(subject),
  ];
  return bySeverity(once(remarks)).map((remark) => findingOf(remark, catalogue));
}

function notOffered(subject: Subject, profile: Profile | undefined): readonly Remark[] {
  if (profile?.offers === undefined || canBeHad(subject, profile.offers, subject.factorSets)) return [];
  const parameters = { profile: profile.id, requirement: requirementMessage(profile.offers) };
  return [{ path: 'methods', severity: 'error', code: 'offer-missing', parameters }];
}

// Several kinds of users often cause the same finding.
function once(remarks: readonly Remark[]): readonly Remark[] {
  const known = new Map(remarks.map((remark) => [JSON.stringify(remark), remark]));
  return [...known.values()];
}

const ORDER: readonly Severity[] = ['error', 'warning', 'advice'];

function bySeverity(remarks: readonly Remark[]): readonly Remark[] {
  return remarks.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
