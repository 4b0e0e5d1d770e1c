import type { Account } from '../../account/account.ts';
import { type EnrolledFactor, isEnrolled } from '../../account/factors/factor.ts';
import type { Method } from '../../account/factors/method.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { backupCodeLimitsOf } from '../../policy/limits.ts';
import type { Decision, Facts, Intent } from '../../policy/requirements/decision.ts';
import type { Contact } from '../../ports/contacts.ts';
import type { SignedIn } from '../actors.ts';
import { read } from '../commit/transact.ts';
import { contactsOf } from '../contacts/portal-contacts.ts';
import type { EngineContext } from '../context.ts';
import { factorContext } from '../progress/factor-context.ts';
import { claimantOf, factsOf } from '../progress/facts.ts';
import { recoveryViews, withoutNames } from '../progress/recovery-view.ts';
import type { AccountView, BackupCodesView, FactorView, Permission } from '../results/account-outcomes.ts';
import { deviceViews } from './trusted-devices.ts';

export async function describe(
  context: EngineContext,
  { caller }: { readonly caller: SignedIn },
): Promise<AccountView> {
  const { account, now } = await read(context, caller);
  const facts = factsOf(context, account, claimantOf(caller), now);
  const may = (intent: Intent): Permission => permissionOf(evaluate(context.policy, facts, intent, now));
  const enrolled = (account?.factors ?? []).filter(isEnrolled);
  const contacts = enrolled.some(({ method }) => sends(context, method))
    ? await contactsOf(context, caller.userId)
    : [];
  const codes = enrolled.length > 0 ? backupCodesOf(context, account, facts) : undefined;
  return {
    enabled: enrolled.length > 0,
    factors: await Promise.all(
      enrolled.map(async (factor) => ({
        ...viewOf(context, factor, account, may),
        ...(await contactOf(context, caller.userId, factor, contacts)),
      })),
    ),
    ...(codes === undefined ? {} : { backupCodes: codes }),
    advice: evaluate(context.policy, facts, { kind: 'manage' }, now).advice,
    recoveries:
      account === undefined
        ? []
        : recoveryViews(context, { account, user: caller.user, now }).map(withoutNames),
    trustedDevices: account === undefined ? [] : deviceViews(account, now),
    regeneration: may({ kind: 'regenerate-backup-codes' }),
    methods: (Object.keys(context.policy.methods) as Method[]).map((method) => ({
      method,
      enrolment: may({ kind: 'enrol', method }),
    })),
  };
}

function sends({ methods }: EngineContext, method: Method): boolean {
  return methods.get(method)?.sending !== undefined;
}

async function contactOf(
  context: EngineContext,
  userId: string,
  { id, method, data }: EnrolledFactor,
  contacts: readonly Contact[],
): Promise<Pick<FactorView, 'contact'>> {
  const sending = context.methods.get(method)?.sending;
  if (sending === undefined) return {};
  return { contact: await sending.reaches({ ...factorContext(context, userId, id), data }, contacts) };
}

function viewOf(
  { methods }: EngineContext,
  { id, method, label, status, createdAt, lastUsedAt, data }: EnrolledFactor,
  account: Account | undefined,
  may: (intent: Intent) => Permission,
): FactorView {
  const hint = methods.get(method)?.hint?.(data);
  return {
    id,
    method,
    label,
    ...(hint === undefined ? {} : { hint }),
    status,
    primary: account?.primary === id,
    createdAt,
    lastUsedAt,
    removal: may({ kind: 'remove', factorId: id }),
    choice: may({ kind: 'set-primary', factorId: id }),
  };
}

function backupCodesOf(
  { policy }: EngineContext,
  account: Account | undefined,
  { backupCodesLeft }: Facts,
): BackupCodesView | undefined {
  const set = account?.backupCodes;
  if (set === undefined) return undefined;
  const warnAt = policy.backupCodes ? backupCodeLimitsOf(policy.backupCodes).warnAt : 0;
  return {
    left: backupCodesLeft,
    issued: set.issued,
    createdAt: set.createdAt,
    acknowledged: set.acknowledgedAt !== undefined,
    low: backupCodesLeft <= warnAt,
  };
}

function permissionOf(decision: Decision): Permission {
  switch (decision.outcome) {
    case 'allow':
      return { kind: 'allowed' };
    case 'challenge':
      return { kind: 'proof-required' };
    case 'enrol':
      return { kind: 'enrol', methods: decision.methods };
    case 'wait':
      return { kind: 'denied', reason: 'held' };
    case 'deny':
      return { kind: 'denied', reason: decision.reason };
  }
}
