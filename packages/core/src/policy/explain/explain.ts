import { englishCatalogue } from '../catalogue/english.ts';
import { type Catalogue, type Message, say } from '../catalogue/message.ts';
import type { Decision } from '../requirements/decision.ts';
import type { Policy } from '../schema/policy.ts';
import { decisionMessages } from './decision-messages.ts';
import { policyMessages } from './policy-messages.ts';

/**
 * Explains a decision or a policy in sentences, for example for a support agent. They contain no secret, no code and no
 * name of a user or a factor. The ids of rules, actions, roles, groups and checks are as in the policy.
 *
 * @example
 * ```ts
 * import { explain, presetS2 } from '@factorkit/core/policy';
 *
 * explain(presetS2)[0]; // 'Users can set up an authenticator app.'
 * ```
 */
export function explain(
  subject: Decision | Policy,
  catalogue: Catalogue = englishCatalogue,
): readonly string[] {
  return messagesOf(subject).map((message) => say(message, catalogue));
}

/** The same as ids and parameters, for a page that formats its own texts. */
export function messagesOf(subject: Decision | Policy): readonly Message[] {
  return 'outcome' in subject ? decisionMessages(subject) : policyMessages(subject);
}
