import { assertNever, type SupportView } from '@factorkit/core';
import type { DeskAction, NotDone } from './desk-action.ts';
import { deskWords } from './desk-words.ts';
import type { Subject } from './subject.ts';

/** What an agent is asked before an action. */
export interface DeskActionForm {
  readonly kind: 'form';
  readonly title: string;
  readonly lead: readonly string[];
  /** The checks to make, in the words of the policy. */
  readonly checks: readonly string[];
  readonly submit: string;
  readonly look: 'main' | 'danger';
}

/** Whether an action is possible now, from what the desk sees. The engine decides; this avoids a useless form. */
export function outlook(
  { kind, about }: DeskAction,
  { portal, person }: Subject,
  seen: SupportView,
  agentId: string,
): DeskActionForm | NotDone {
  const { action, user } = deskWords;
  const { name: fullName } = person;
  // Agents must not act on their own account: the desk's rule for all actions, the engine's for approvals.
  if (agentId === person.userId) return { kind: 'refused', reason: 'own-request' };
  const recovery = seen.recoveries.find(({ id, via }) => id === about || via === about);
  switch (kind) {
    case 'open': {
      const rule = portal.mfa.policy.recovery.find(({ via }) => via === about);
      if (rule === undefined || !seen.recoveryPaths.includes(rule.via)) {
        return { kind: 'denied', reason: 'not-offered' };
      }
      const { title, lead, next, submit } = action.open;
      const approvals = rule.verify?.approvals ?? 1;
      return form(title(fullName), [lead, next(approvals)], submit);
    }
    case 'approve': {
      if (recovery?.id !== about) return gone;
      const { requestedBy, via, checks } = recovery;
      if (requestedBy.kind === 'staff' && requestedBy.id === agentId) {
        return { kind: 'refused', reason: 'own-request' };
      }
      const { title, lead, next, submit } = action.approve;
      const rule = portal.mfa.policy.recovery.find((each) => each.via === via);
      return {
        ...form(title(fullName), [lead(fullName, portal.name), next[rule?.resets ?? 'nothing']], submit),
        checks: checks.map(({ name }) => name),
      };
    }
    case 'call-off': {
      if (recovery?.id !== about) return gone;
      const { title, lead, submit } = action['call-off'];
      return { ...form(title(fullName), [lead], submit), look: 'danger' };
    }
    case 'unlock': {
      const { title, lead, submit, codes } = action.unlock;
      const factor = seen.factors.find(({ id }) => id === about);
      if (factor?.state.kind === 'suspended') return { kind: 'suspended' };
      const held = factor ? factor.state.kind === 'locked' : seen.backupCodes?.lockedUntil !== undefined;
      if (factor === undefined && about !== 'backup-codes') {
        return { kind: 'refused', reason: 'unknown-factor' };
      }
      return held
        ? form(title(factor ? `“${factor.label}”` : codes), [lead], submit)
        : { kind: 'not-locked' };
    }
    case 'end-trust': {
      if (seen.trustedDevices.length === 0) return { kind: 'revoked', count: 0 };
      const { title, lead, submit } = action['end-trust'];
      return { ...form(title(fullName), [user.browsersLead, lead], submit), look: 'danger' };
    }
    default:
      return assertNever(kind);
  }
}

const gone: NotDone = { kind: 'refused', reason: 'unknown-recovery' };

function form(title: string, lead: readonly string[], submit: string): DeskActionForm {
  return { kind: 'form', title, lead, checks: [], submit, look: 'main' };
}
