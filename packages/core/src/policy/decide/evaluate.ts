import { assertNever } from '../../errors.ts';
import type { Decision, Facts, Intent, Unmet, Verdict } from '../requirements/decision.ts';
import {
  actionDemands,
  liveOnly,
  type Question,
  questionOf,
  rulesFor,
  signInDemands,
  unmetByEnrolment,
  unmetOf,
} from '../requirements/demand.ts';
import { assertUserFacts } from '../requirements/user-facts.ts';
import type { Policy } from '../schema/policy.ts';
import { judgeAction, judgeRequirement } from './action.ts';
import { adviceFor } from './advice.ts';
import { judgeConfirming, judgeEnrolling } from './enrolling.ts';
import {
  judgeRegenerating,
  judgeRemoving,
  judgeSettingPrimary,
  judgeTrustingDevice,
  prove,
} from './management.ts';
import { judgeRecovery } from './recover.ts';
import { judgePostponement, judgeSignIn } from './sign-in.ts';

/**
 * Decides. Pure: the same policy, facts, intent and time give the same decision.
 *
 * `allow`: the evidence is enough. `challenge`: more must be proved. `enrol`: a factor must be enrolled first. `wait`:
 * time or an approval is missing. `deny`: refused, whatever is proved.
 *
 * @param now Milliseconds since 1970, by the server's clock.
 * @throws MfaError `input-invalid` if `facts.user` lacks roles, groups, an attribute or the risk that a condition of the
 * policy names.
 * @example
 * ```ts
 * import { evaluate, presetS2 } from '@factorkit/core/policy';
 *
 * const now = Date.now();
 * const facts = {
 *   user: { accountName: 'anna' },
 *   factors: [{ id: 'f1', method: 'totp', status: 'active', traits: [] }],
 *   backupCodesLeft: 10,
 *   evidence: [{ method: 'password', at: now, traits: [] }],
 * } as const;
 * evaluate(presetS2, facts, { kind: 'sign-in' }, now).outcome; // 'challenge'
 * ```
 */
export function evaluate(policy: Policy, facts: Facts, intent: Intent, now: number): Decision {
  assertUserFacts(policy, facts.user);
  const remembers = intent.kind === 'sign-in' || intent.kind === 'postpone-enrolment';
  const question = questionOf(policy, facts, now, remembers ? facts.evidence : liveOnly(facts.evidence));
  return {
    ...judge(question, intent),
    advice: adviceFor(question),
    monitored: monitoredFor(question, intent),
  };
}

function judge(question: Question, intent: Intent): Verdict {
  switch (intent.kind) {
    case 'sign-in':
      return judgeSignIn(question);
    case 'postpone-enrolment':
      return judgePostponement(question);
    case 'enrol':
      return judgeEnrolling(question, intent);
    case 'confirm':
      return judgeConfirming(question, intent);
    case 'remove':
      return judgeRemoving(question, intent.factorId);
    case 'set-primary':
      return judgeSettingPrimary(question, intent.factorId);
    case 'regenerate-backup-codes':
      return judgeRegenerating(question);
    case 'manage':
      return prove(question, []);
    case 'action':
      return judgeAction(question, intent.name);
    case 'requirement':
      return judgeRequirement(question, intent.requirement);
    case 'trust-device':
      return judgeTrustingDevice(question);
    case 'recover':
      return judgeRecovery(question, intent.via);
    default:
      return assertNever(intent);
  }
}

/** What rules in `monitor` mode would have required, so that a rule can be tried before it is enforced. */
function monitoredFor(question: Question, intent: Intent): readonly Unmet[] {
  const watched = rulesFor(question, 'monitor');
  if (intent.kind === 'action') return unmetOf(question, actionDemands(watched, intent.name));
  if (intent.kind !== 'sign-in') return [];
  return [...unmetOf(question, signInDemands(question, watched)), ...unmetByEnrolment(question, watched)];
}
