import { type Account, type Change, chain } from '../../account/account.ts';
import { addNotice } from '../../account/notices/noticing.ts';
import { recoveryById } from '../../account/recovery/open-recoveries.ts';
import {
  approveRecovery as approve,
  sendRecoveryCode,
  switchOffFactors,
} from '../../account/recovery/recovering.ts';
import type { Recovery } from '../../account/recovery/recovery.ts';
import { trustedContact } from '../../account/sending/contacts.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { codePartText, newCodePart } from '../../factors/recovery-code.ts';
import { approvedSince, holdOf } from '../../policy/decide/recover.ts';
import { recoveryRuleFor } from '../../policy/requirements/grants.ts';
import type { RecoveryRule } from '../../policy/schema/policy.ts';
import type { User } from '../../policy/schema/user.ts';
import { type Decided, type Passed, type Reading, transactPrepared } from '../commit/transact.ts';
import { type ContactCode, newContactCode } from '../contacts/contact-code.ts';
import { refreshed } from '../contacts/refreshed-contacts.ts';
import { seenContacts } from '../contacts/seen-contacts.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { inputInvalid } from '../input/refused.ts';
import { recoveryFactOf } from '../progress/facts.ts';
import { refused } from '../progress/open-challenge.ts';
import { evaluateRecovery, recoveryViewOf } from '../progress/recovery-view.ts';
import type { RecoveryApproved } from '../results/desk-outcomes.ts';
import type { RecoveryDesk } from '../results/desks.ts';
import { OPEN_MS } from './request-recovery.ts';

export async function approveRecovery(
  context: EngineContext,
  input: Parameters<RecoveryDesk['approve']>[0],
): Promise<RecoveryApproved> {
  const { userId, user, requestId, note } = input;
  const staff = { kind: 'staff', id: input.staff.id } as const;
  const checks = [...new Set(input.checks)];
  const asked = { user, staffId: staff.id, checks };
  return transactPrepared<Approvable, ContactCode | 'none' | undefined, RecoveryApproved>(context, {
    userId,
    actor: staff,
    note,
    guard: (decision, reading) => guard(decision, { ...asked, requestId, ...reading }),
    prepare: (engine, { account, rule }, earlier) =>
      earlier === undefined && rule.handover === 'contact'
        ? contactCode(engine, account)
        : Promise.resolve(earlier),
    decide: (decision, approvable, code) => decide(decision, { ...asked, ...approvable, contactCode: code }),
  });
}

async function contactCode(context: EngineContext, account: Account): Promise<ContactCode | 'none'> {
  const { userId } = account;
  if (!context.writesNotices) return 'none';
  const seen = await seenContacts(context, userId, account);
  return seen === undefined ? 'none' : newContactCode(context, userId, seen);
}

interface Asked {
  readonly user: User;
  readonly staffId: string;
  readonly checks: readonly string[];
}

/** A recovery that this person may approve. */
interface Approvable {
  readonly account: Account;
  readonly recovery: Recovery;
  readonly rule: RecoveryRule;
  readonly now: number;
}

function guard(
  context: DecisionContext,
  { user, staffId, requestId, checks, account, now }: Asked & Reading & { readonly requestId: string },
): Passed<Approvable> | Decided<RecoveryApproved> {
  const recovery = account && recoveryById(account, requestId, now);
  if (account === undefined || recovery === undefined) return { answer: refused('unknown-recovery') };
  const { requestedBy, via } = recovery;
  const rule = recoveryRuleFor(context.policy, user, via);
  if (rule === undefined) return { answer: { kind: 'denied', reason: 'not-offered' } };
  const named = rule.verify?.checks;
  if (named !== undefined && checks.some((check) => !named.includes(check))) {
    throw inputInvalid({ path: 'checks', expected: 'checks that the policy names' });
  }
  const own = requestedBy.kind === 'staff' && requestedBy.id === staffId;
  if (own || staffId === account.userId) return { answer: refused('own-request') };
  return { passed: { account, recovery, rule, now } };
}

interface Approving extends Asked, Approvable {
  /** For a rule that sends the code. `none`: the user has no contact for it. */
  readonly contactCode: ContactCode | 'none' | undefined;
}

function decide(context: DecisionContext, approving: Approving): Decided<RecoveryApproved> {
  const { user, staffId, account, recovery, rule, now, contactCode } = approving;
  const checks = statedBy(approving);
  const told = tellsCode(rule, checks) ? newCodePart(context.random) : undefined;
  const approved = approve(account, {
    recovery,
    approval: {
      by: staffId,
      at: now,
      checks,
      ...(told === undefined ? {} : { code: { hash: hashOf(context, account, recovery, told.part) } }),
    },
    expiresAt: Math.max(recovery.expiresAt, now + holdOf(rule) + OPEN_MS),
  });
  const isComplete =
    approvedSince(rule, recoveryFactOf(account, latest(approved.account, recovery))) !== undefined;
  const sent = contactCode !== undefined && isComplete ? sendTo(context, approving, approved) : approved;
  if (sent === 'no-contact') return { answer: { kind: 'denied', reason: 'no-contact' } };
  const change = switchedOff(context, { approved: sent, rule, recovery, user, now });
  const request = recoveryViewOf(
    context,
    { account: change.account, user, now },
    latest(change.account, recovery),
  );
  return {
    change,
    answer: { kind: 'approved', request, ...(told === undefined ? {} : { code: told.told }) },
  };
}

/**
 * Until all checks are complete, earlier checks of the same person also count. After that an approval is for a new
 * code, and its checks must be made again.
 */
function statedBy({ staffId, checks, account, recovery, rule }: Approving): readonly string[] {
  if (approvedSince(rule, recoveryFactOf(account, recovery)) !== undefined) return checks;
  const earlier = recovery.approvals.find(({ by }) => by === staffId);
  return [...new Set([...(earlier?.checks ?? []), ...checks])];
}

function latest({ recoveries = [] }: Account, recovery: Recovery): Recovery {
  return recoveries.find(({ id }) => id === recovery.id) ?? recovery;
}

/**
 * Sends the code to one contact that was known for a week before the request. Its notice is written with the approval.
 */
function sendTo(
  context: DecisionContext,
  { account, recovery, now, contactCode }: Approving,
  approved: Change,
): Change | 'no-contact' {
  if (contactCode === undefined || contactCode === 'none') return 'no-contact';
  const { seen, code, sealed, noticeId } = contactCode;
  const named = chain(
    approved,
    (next) => refreshed(context, { account: next, named: seen, now }) ?? { account: next, events: [] },
  );
  const contact = trustedContact(named.account, recovery.requestedAt);
  if (contact === undefined) return 'no-contact';
  const hash = hashOf(context, account, recovery, code.part);
  const { mark, channel } = contact;
  const { id: requestId } = recovery;
  return chain(named, (next) => {
    const sent = sendRecoveryCode(next, { recovery: latest(next, recovery), code: { hash }, channel });
    const told = addNotice(sent.account, {
      id: noticeId,
      about: 'recovery-code.sent',
      at: now,
      requestId,
      to: [mark],
      code: sealed,
      told: [],
      tries: 0,
      notBefore: now,
    });
    return { account: told.account, events: [...sent.events, ...told.events] };
  });
}

/** An approver without a check gets no code to hand over. */
function tellsCode({ handover = 'staff' }: RecoveryRule, checks: readonly string[]): boolean {
  return handover === 'staff' && checks.length > 0;
}

function hashOf(context: DecisionContext, { userId }: Account, { id }: Recovery, part: string): string {
  return context.keyed.of(codePartText(userId, id, part));
}

interface Approved {
  readonly approved: Change;
  readonly rule: RecoveryRule;
  readonly recovery: Recovery;
  readonly user: User;
  readonly now: number;
}

/** With the last approval the old factors stop signing in, if the policy requires it and no hold is left. */
function switchedOff(context: DecisionContext, { approved, rule, recovery, user, now }: Approved): Change {
  if (rule.resets !== 'on-approval') return approved;
  const { outcome } = evaluateRecovery(context, { account: approved.account, user, now }, rule.via);
  if (outcome !== 'allow') return approved;
  return chain(approved, (account) =>
    switchOffFactors(account, recovery, toBase64url(context.random(12)), now),
  );
}
