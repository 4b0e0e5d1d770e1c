import {
  assertNever,
  type DevicesRevoked,
  type RecoveryApproved,
  type RecoveryCancelled,
  type RecoveryPath,
  type RecoveryRequested,
  type Staff,
  type Unlocked,
} from '@factorkit/core';
import type { Said } from './desk-words.ts';
import { accountOf, pathOf, type Subject } from './subject.ts';

/** An action of an agent on a user's account, and its object. */
export interface DeskAction {
  readonly kind: DeskActionKind;
  /** The recovery method, the recovery, the factor or `backup-codes`. Empty for all browsers. */
  readonly about: string;
}

export type DeskActionKind = 'open' | 'approve' | 'call-off' | 'unlock' | 'end-trust';

const KINDS: readonly string[] = [
  'open',
  'approve',
  'call-off',
  'unlock',
  'end-trust',
] satisfies DeskActionKind[];

export function isDeskActionKind(text: unknown): text is DeskActionKind {
  return typeof text === 'string' && KINDS.includes(text);
}

/** Where every action is sent. */
export const DESK_ACTIONS_PATH = '/actions';

/** The page that asks why. */
export function deskActionPath(subject: Subject, { kind, about }: DeskAction): string {
  return `${pathOf(subject)}/${kind}/${encodeURIComponent(about)}`;
}

export interface Done {
  readonly kind: 'done';
  readonly said: Said;
  /** The recovery code for the agent to tell the user. */
  readonly code?: string;
}

/** Why an action was not carried out, from the engine. */
export type NotDone =
  | Exclude<RecoveryRequested, { readonly kind: 'requested' }>
  | Exclude<RecoveryApproved, { readonly kind: 'approved' }>
  | Exclude<RecoveryCancelled, { readonly kind: 'cancelled' }>
  | Exclude<Unlocked, { readonly kind: 'unlocked' }>
  | DevicesRevoked;

interface Doing {
  readonly subject: Subject;
  readonly staff: Staff;
  readonly note: string;
  /** The checks that were made, for an approval. */
  readonly checks: readonly string[];
}

/** Carries out an action with one call of the engine, which records who did it and why. */
export async function perform({ kind, about }: DeskAction, doing: Doing): Promise<Done | NotDone> {
  const { subject, staff, note, checks } = doing;
  const { mfa } = subject.portal;
  const { userId, user } = accountOf(subject);
  switch (kind) {
    case 'open': {
      const via = wayOf(subject, about);
      if (via === undefined) return { kind: 'denied', reason: 'not-offered' };
      const asked = await mfa.recovery.request({ userId, user, via, staff, note });
      return asked.kind === 'requested' ? { kind: 'done', said: 'opened' } : asked;
    }
    case 'approve': {
      const approved = await mfa.recovery.approve({ userId, user, requestId: about, staff, checks, note });
      if (approved.kind !== 'approved') return approved;
      const { code } = approved;
      return { kind: 'done', said: saidOf(approved), ...(code === undefined ? {} : { code }) };
    }
    case 'call-off': {
      const cancelled = await mfa.recovery.cancel({ userId, requestId: about, staff, note });
      return cancelled.kind === 'cancelled' ? { kind: 'done', said: 'calledOff' } : cancelled;
    }
    case 'unlock': {
      const unlocked = await mfa.support.unlock({ userId, target: about, staff, note });
      return unlocked.kind === 'unlocked' ? { kind: 'done', said: 'unlocked' } : unlocked;
    }
    case 'end-trust': {
      const revoked = await mfa.support.revokeTrustedDevices({ userId, staff, note });
      return revoked.count > 0 ? { kind: 'done', said: 'trustEnded' } : revoked;
    }
    default:
      return assertNever(kind);
  }
}

function wayOf({ portal }: Subject, about: string): RecoveryPath | undefined {
  return portal.mfa.policy.recovery.find(({ via }) => via === about)?.via;
}

function saidOf({ request }: Extract<RecoveryApproved, { readonly kind: 'approved' }>): Said {
  switch (request.state.kind) {
    case 'held':
      return 'approvedHeld';
    case 'ready':
      return request.handover === 'contact' ? 'approvedSent' : 'approvedReady';
    default:
      return 'approvedMore';
  }
}
