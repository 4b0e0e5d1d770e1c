import { assertNever } from '../../errors.ts';
import type { Message } from '../catalogue/message.ts';
import type {
  Advice,
  Challenge,
  Decision,
  DecisionOutcome,
  GraceLeft,
  Unmet,
} from '../requirements/decision.ts';
import { anyOf, methodMessage, requirementMessage } from './requirement-message.ts';

/** A decision as messages, the outcome first. They contain no user, no factor and no typed text. */
export function decisionMessages(decision: Decision): readonly Message[] {
  return [
    ...outcomeMessages(decision),
    ...decision.advice.map(adviceMessage),
    ...decision.monitored.map(monitoredMessage),
  ];
}

function outcomeMessages(decision: DecisionOutcome): readonly Message[] {
  switch (decision.outcome) {
    case 'allow':
      return [{ id: 'decision.allow' }];
    case 'challenge':
      return [{ id: 'decision.challenge' }, ...decision.unmet.map(unmetMessage), ...answerMessages(decision)];
    case 'enrol':
      return [
        { id: 'decision.enrol' },
        ...decision.unmet.map(unmetMessage),
        decision.methods.length === 0
          ? { id: 'enrol.no-methods' }
          : { id: 'enrol.methods', parameters: { methods: anyOf(decision.methods) } },
        ...graceMessages(decision.grace),
      ];
    case 'wait':
      return [
        decision.until === undefined
          ? { id: 'decision.wait' }
          : { id: 'decision.wait-until', parameters: { until: { at: decision.until } } },
        ...decision.unmet.map(unmetMessage),
      ];
    case 'deny':
      return [{ id: `deny.${decision.reason}` }];
    default:
      return assertNever(decision);
  }
}

function unmetMessage({ path, rule, requirement, why }: Unmet): Message {
  const said = { requirement: requirementMessage(requirement), why: { id: `why.${why}` } } as const;
  if (rule !== undefined) return { id: 'unmet.rule', parameters: { rule, ...said } };
  if (path === 'manage.bootstrap') return { id: 'unmet.first', parameters: said };
  if (path.startsWith('manage.')) return { id: 'unmet.change', parameters: said };
  return { id: path.startsWith('trustedDevices.') ? 'unmet.trust' : 'unmet.enrolled', parameters: said };
}

function monitoredMessage({ rule = '', requirement, why }: Unmet): Message {
  return {
    id: 'monitored.rule',
    parameters: { rule, requirement: requirementMessage(requirement), why: { id: `why.${why}` } },
  };
}

function answerMessages({ factors, firstFactors, backupCode }: Challenge): readonly Message[] {
  const messages: Message[] = [];
  if (factors.length > 0) messages.push({ id: 'answer.factors', parameters: { count: factors.length } });
  if (firstFactors.length > 0) {
    messages.push({ id: 'answer.first-factors', parameters: { methods: anyOf(firstFactors) } });
  }
  if (backupCode) messages.push({ id: 'answer.backup-code' });
  return messages.length === 0 ? [{ id: 'answer.none' }] : messages;
}

function graceMessages(grace: GraceLeft | undefined): readonly Message[] {
  const messages: Message[] = [];
  if (grace?.until !== undefined) {
    messages.push({ id: 'grace.until', parameters: { until: { at: grace.until } } });
  }
  if (grace?.skips !== undefined) messages.push({ id: 'grace.skips', parameters: { count: grace.skips } });
  return messages;
}

function adviceMessage(advice: Advice): Message {
  switch (advice.kind) {
    case 'add-second-method':
      return { id: 'advice.add-second-method' };
    case 'enrol': {
      const { rule, methods } = advice;
      return methods.length === 0
        ? { id: 'advice.enrol-none', parameters: { rule } }
        : { id: 'advice.enrol', parameters: { rule, methods: anyOf(methods) } };
    }
    case 'backup-codes-low':
      return advice.left === 0
        ? { id: 'advice.backup-codes-none' }
        : { id: 'advice.backup-codes-low', parameters: { count: advice.left } };
    case 'method-ending': {
      const method = methodMessage(advice.method);
      return advice.until === undefined
        ? { id: 'advice.method-ending', parameters: { method } }
        : { id: 'advice.method-ending-at', parameters: { method, until: { at: advice.until } } };
    }
    default:
      return assertNever(advice);
  }
}
