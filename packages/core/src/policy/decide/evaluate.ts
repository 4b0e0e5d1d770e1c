import { assertNever } from '../../errors.ts';
import type { Decision, DecisionOutcome, Facts, Intent, Unmet } from '../requirements/decision.ts';
import {
  actionDemands,
  type DecisionInput,
  inputOf,
  liveOnly,
  rulesFor,
  signInDemands,
  unmetByEnrolment,
  unmetOf,
} from '../requirements/demand.ts';
import { assertUserFacts } from '../requirements/user-facts.ts';
import type { Policy } from '../schema/policy.ts';
import { decideAction, decideRequirement } from './action.ts';
import { adviceFor } from './advice.ts';
import { decideConfirming, decideEnrolling } from './enrolling.ts';
import { decideRegenerating, decideSettingPrimary, decideTrustingDevice, prove } from './management.ts';
import { decideRecovery } from './recover.ts';
import { decideRemoving } from './removing.ts';
import { decidePostponement, decideSignIn } from './sign-in.ts';

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
  const input = inputOf(policy, facts, now, remembers ? facts.evidence : liveOnly(facts.evidence));
  return {
    ...decideIntent(input, intent),
    advice: adviceFor(input),
    monitored: monitoredFor(input, intent),
  };
}

function decideIntent(input: DecisionInput, intent: Intent): DecisionOutcome {
  switch (intent.kind) {
    case 'sign-in':
      return decideSignIn(input);
    case 'postpone-enrolment':
      return decidePostponement(input);
    case 'enrol':
      return decideEnrolling(input, intent);
    case 'confirm':
      return decideConfirming(input, intent);
    case 'remove':
      return decideRemoving(input, intent.factorId);
    case 'set-primary':
      return decideSettingPrimary(input, intent.factorId);
    case 'regenerate-backup-codes':
      return decideRegenerating(input);
    case 'manage':
      return prove(input, []);
    case 'action':
      return decideAction(input, intent.name);
    case 'requirement':
      return decideRequirement(input, intent.requirement);
    case 'trust-device':
      return decideTrustingDevice(input);
    case 'recover':
      return decideRecovery(input, intent.via);
    default:
      return assertNever(intent);
  }
}

/** What rules in `monitor` mode would have required, so that a rule can be tried before it is enforced. */
function monitoredFor(input: DecisionInput, intent: Intent): readonly Unmet[] {
  const watched = rulesFor(input, 'monitor');
  if (intent.kind === 'action') return unmetOf(input, actionDemands(watched, intent.name));
  if (intent.kind !== 'sign-in') return [];
  return [...unmetOf(input, signInDemands(input, watched)), ...unmetByEnrolment(input, watched)];
}
