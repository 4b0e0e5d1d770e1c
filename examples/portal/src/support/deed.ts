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
import type { Said } from './desk-session.ts';
import { accountOf, pathOf, type Subject } from './subject.ts';

/** Something an agent does to a user's account, and what it is about. */
export interface Deed {
  readonly kind: DeedKind;
  /** The way back in, the recovery, the factor or `backup-codes`; nothing for all the browsers. */
  readonly about: string;
}

export type DeedKind = 'open' | 'approve' | 'call-off' | 'unlock' | 'end-trust';

const KINDS: readonly string[] = ['open', 'approve', 'call-off', 'unlock', 'end-trust'] satisfies DeedKind[];

export function isDeedKind(text: unknown): text is DeedKind {
  return typeof text === 'string' && KINDS.includes(text);
}

/** Where every deed is sent. */
export const DEEDS_PATH = '/deeds';

/** The page that asks why. */
export function deedPath(subject: Subject, { kind, about }: Deed): string {
  return `${pathOf(subject)}/${kind}/${encodeURIComponent(about)}`;
}

export interface Done {
  readonly kind: 'done';
  readonly said: Said;
  /** The recovery code that the agent tells the user. */
  readonly code?: string;
}

/** Why something was not done, as the engine says it. */
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
  /** What was checked, for an approval. */
  readonly checks: readonly string[];
}

/** Does it. Each deed is one call of the engine, with who and why. */
export async function perform({ kind, about }: Deed, doing: Doing): Promise<Done | NotDone> {
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
  return portal.brand.policy.recovery.find(({ via }) => via === about)?.via;
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
