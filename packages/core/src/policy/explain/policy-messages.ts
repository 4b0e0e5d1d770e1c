import type { Method } from '../../account/factors/method.ts';
import type { Message } from '../catalogue/message.ts';
import { approvalsOf } from '../decide/recover.ts';
import { accountThrottleOf, backupCodeLimitsOf, throttleOf } from '../limits.ts';
import { THROTTLE_DEFAULTS } from '../schema/defaults.ts';
import type { ManageRules, Policy, RecoveryRule, Rule } from '../schema/policy.ts';
import { quoted, whomMessage } from './condition-message.ts';
import { anyOf, methodMessage, requirementMessage } from './requirement-message.ts';

/**
 * A policy as messages, in this order: methods, rules, changes, backup codes, recovery, trusted browsers, limits,
 * reactions.
 */
export function policyMessages(policy: Policy): readonly Message[] {
  return [
    ...methodMessages(policy),
    { id: policy.enrolledMeansRequired === false ? 'policy.not-required' : 'policy.optional' },
    ...policy.rules.flatMap(ruleMessages),
    ...manageMessages(policy.manage),
    ...codeMessages(policy),
    ...(policy.recovery.length === 0
      ? [{ id: 'recovery.none' } as const]
      : policy.recovery.flatMap(recoveryMessages)),
    ...trustMessages(policy),
    ...throttleMessages(policy),
    ...reactionMessages(policy),
  ];
}

function methodMessages({ methods }: Policy): readonly Message[] {
  const known = Object.keys(methods) as Method[];
  const offered = known.filter((method) => methods[method]?.allow === 'yes');
  const messages: Message[] = [
    offered.length === 0
      ? { id: 'policy.no-methods' }
      : { id: 'policy.methods', parameters: { methods: anyOf(offered) } },
  ];
  for (const name of known) {
    const rule = methods[name];
    const method = methodMessage(name);
    if (rule?.allow === 'existing') {
      messages.push(
        rule.until === undefined
          ? { id: 'policy.existing', parameters: { method } }
          : { id: 'policy.existing-until', parameters: { method, until: { at: Date.parse(rule.until) } } },
      );
    }
    if (rule?.activeOnlyIf !== undefined) {
      const requirement = requirementMessage(rule.activeOnlyIf);
      messages.push({ id: 'policy.company', parameters: { method, requirement } });
    }
  }
  return messages;
}

function ruleMessages({
  id: rule,
  when,
  mode,
  enrol,
  grace,
  signIn,
  actions,
  advise,
}: Rule): readonly Message[] {
  const whom = whomMessage(when);
  const messages: Message[] = [];
  if (enrol !== undefined) {
    messages.push({ id: 'rule.enrol', parameters: { rule, whom, requirement: requirementMessage(enrol) } });
  }
  if (grace !== undefined) messages.push(graceMessage(grace));
  if (signIn !== undefined) {
    const requirement = requirementMessage(signIn);
    messages.push({ id: 'rule.sign-in', parameters: { rule, whom, requirement } });
  }
  for (const [action, asked] of Object.entries(actions ?? {})) {
    const requirement = requirementMessage(asked);
    messages.push({ id: 'rule.action', parameters: { rule, whom, action, requirement } });
  }
  if (advise !== undefined) {
    messages.push({ id: 'rule.advise', parameters: { rule, whom, requirement: requirementMessage(advise) } });
  }
  if (mode === 'monitor') messages.push({ id: 'rule.monitor', parameters: { rule } });
  return messages;
}

function graceMessage(grace: NonNullable<Rule['grace']>): Message {
  if ('until' in grace) {
    return { id: 'rule.grace-until', parameters: { until: { at: Date.parse(grace.until) } } };
  }
  if ('for' in grace) return { id: 'rule.grace-for', parameters: { period: { duration: grace.for } } };
  return { id: 'rule.grace-skips', parameters: { count: grace.skips } };
}

const CHANGES: readonly (keyof ManageRules)[] = [
  'bootstrap',
  'proof',
  'enrol',
  'remove',
  'regenerate',
  'primary',
  'keep',
  'primaryIf',
];

function manageMessages(manage: ManageRules): readonly Message[] {
  return CHANGES.flatMap((change) => {
    const requirement = manage[change];
    if (requirement === undefined) return [];
    return [
      { id: `manage.${change}`, parameters: { requirement: requirementMessage(requirement) } } as const,
    ];
  });
}

function codeMessages({ backupCodes }: Policy): readonly Message[] {
  if (backupCodes === undefined) return [];
  const { issue, acknowledge, replaceUsed } = backupCodes;
  const { count } = backupCodeLimitsOf(backupCodes);
  const replaced = replaceUsed ? ([{ id: 'codes.replace-used' }] as const) : [];
  return [{ id: `codes.${issue}`, parameters: { count } }, { id: `codes.${acknowledge}` }, ...replaced];
}

function recoveryMessages(rule: RecoveryRule): readonly Message[] {
  const { via, when, verify, hold, grants, handover = 'staff', resets = 'nothing', after } = rule;
  const parameters = { via: methodMessage(via), whom: whomMessage(when) };
  const session = after?.enrol ? 'recovery.session-enrol' : 'recovery.session';
  const messages: Message[] = [{ id: grants === 'session' ? session : 'recovery.enrolment', parameters }];
  if (verify?.checks !== undefined) {
    messages.push({ id: 'recovery.checks', parameters: { checks: quoted(verify.checks, 'and') } });
  }
  if (via !== 'backup-code') {
    messages.push({ id: 'recovery.approvals', parameters: { count: approvalsOf(rule) } });
  }
  if (hold !== undefined) messages.push({ id: 'recovery.hold', parameters: { hold: { duration: hold } } });
  if (via !== 'backup-code') messages.push({ id: `recovery.handover.${handover}` });
  if (resets !== 'nothing') messages.push({ id: `recovery.${resets}` });
  if (after?.freeze !== undefined) {
    const { actions, for: period } = after.freeze;
    messages.push({
      id: 'recovery.freeze',
      parameters: { period: { duration: period }, actions: quoted(actions, 'and') },
    });
  }
  return messages;
}

function trustMessages({ trustedDevices }: Policy): readonly Message[] {
  if (trustedDevices === undefined) return [{ id: 'trust.none' }];
  const { when, for: period } = trustedDevices;
  return [{ id: 'trust.for', parameters: { whom: whomMessage(when), period: { duration: period } } }];
}

function throttleMessages(policy: Policy): readonly Message[] {
  const { attempts, cap, lockMs, maxLockMs } = throttleOf(policy);
  const { lock, maxLock } = { ...THROTTLE_DEFAULTS, ...policy.throttle };
  const most = lockMs === maxLockMs ? lock : maxLock;
  return [
    {
      id: 'throttle.attempts',
      parameters: { count: attempts, lock: { duration: lock }, most: { duration: most } },
    },
    { id: 'throttle.account', parameters: { count: accountThrottleOf(policy).attempts } },
    { id: 'throttle.cap', parameters: { count: cap } },
  ];
}

function reactionMessages({ on = [] }: Policy): readonly Message[] {
  return on.map((reaction) => ({
    id: 'reaction.then',
    parameters: {
      event: { id: `event.${reaction.event}` },
      effects: { list: reaction.do.map((effect) => ({ id: `effect.${effect}` }) as const), join: 'and' },
    },
  }));
}
