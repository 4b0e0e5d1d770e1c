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

export interface LintOptions {
  /** Milliseconds since 1970. Without it, no date is taken to have passed. */
  readonly now?: number;
  /** What the portal may check before it calls. Defaults to `['password']`. */
  readonly firstFactors?: readonly FirstFactorMethod[];
  /** What users must be offered under this profile is looked for, too. */
  readonly profile?: Profile;
  /** Defaults to English. */
  readonly catalogue?: Catalogue;
}

/**
 * Finds what a policy allows that its author will not have meant: requirements that nobody can meet, users who lock
 * themselves out, ways around what sign-in asks for, and entries without effect. Errors come first.
 *
 * It does not read the policy, it tries it: every set of factors that users could come to have, for every kind of user
 * that the conditions tell apart, is put to `evaluate`.
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

// Several kinds of users often run into the same thing.
function once(remarks: readonly Remark[]): readonly Remark[] {
  const known = new Map(remarks.map((remark) => [JSON.stringify(remark), remark]));
  return [...known.values()];
}

const ORDER: readonly Severity[] = ['error', 'warning', 'advice'];

function bySeverity(remarks: readonly Remark[]): readonly Remark[] {
  return remarks.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
