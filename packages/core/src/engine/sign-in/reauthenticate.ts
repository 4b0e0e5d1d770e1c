import { type Account, epochOf, newAccount } from '../../account/account.ts';
import { noFailures } from '../../account/failures/failures.ts';
import { lockOf, type ThrottleLimits } from '../../account/failures/lock.ts';
import { acceptPassword, rejectPassword } from '../../account/sign-in/password.ts';
import { MfaError } from '../../errors.ts';
import type { SignedIn } from '../actors.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { type Decided, type Passed, type Reading, transactPrepared } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { assuranceOf, withEvidence } from '../progress/assurance.ts';
import type { Reauthentication } from '../results/outcomes.ts';
import { afterRejection } from './rejection.ts';

export async function reauthenticate(
  context: EngineContext,
  { caller, password }: { readonly caller: SignedIn; readonly password: string },
): Promise<Reauthentication> {
  const { userId } = caller;
  return transactPrepared<GuardedState, CheckedPassword, Reauthentication>(context, {
    ...expectedOf(caller),
    guard: (decision, reading) => guard(decision, userId, reading),
    prepare: (engine, { account }) => check(engine, account, password),
    decide: (decision, state, checked) => decide(decision, { caller, ...state, checked }),
  });
}

interface GuardedState {
  readonly account: Account;
  readonly now: number;
}

function guard(
  context: DecisionContext,
  userId: string,
  { account, now }: Reading,
): Passed<GuardedState> | Decided<Reauthentication> {
  const lock = lockOf(account?.passwordFailures ?? noFailures, limitsOf(context), now);
  if (lock.kind === 'locked') return { answer: { kind: 'locked', retryAt: lock.until } };
  return { passed: { account: account ?? newAccount(userId, now), now } };
}

/** The result, and the epoch in which the password was checked. A password change starts another epoch. */
interface CheckedPassword {
  readonly epoch: string;
  readonly right: boolean;
}

async function check(
  { portal }: EngineContext,
  account: Account,
  password: string,
): Promise<CheckedPassword> {
  if (portal.verifyPassword === undefined) {
    throw new MfaError(
      'configuration-invalid',
      'portal.verifyPassword is needed to reauthenticate by password',
    );
  }
  const answer: unknown = await portal.verifyPassword(account.userId, password);
  // Strictly true: a portal in plain JavaScript that returns an object or a nested promise must not accept any
  // password.
  return { epoch: epochOf(account), right: answer === true };
}

interface DecideInput extends GuardedState {
  readonly caller: SignedIn;
  readonly checked: CheckedPassword;
}

// Both results are saved, so that a password change between the check and the commit makes the commit fail.
function decide(
  context: DecisionContext,
  { caller, account, now, checked }: DecideInput,
): Decided<Reauthentication> | 'stale' {
  if (checked.epoch !== epochOf(account)) return 'stale';
  if (!checked.right) {
    const failures = account.passwordFailures ?? noFailures;
    const outcome = afterRejection(failures, limitsOf(context), now);
    if (outcome.kind === 'suspended') throw new TypeError('passwords are never suspended');
    return { change: rejectPassword(account, now), answer: outcome };
  }
  const { userId, assurance } = caller;
  const evidence = withEvidence(assurance.evidence, { method: 'password', at: now, traits: [] });
  const { authenticatedAt, grant } = assurance;
  return {
    change: acceptPassword(account),
    answer: {
      kind: 'complete',
      assurance: assuranceOf(context, { userId, evidence, grant, authenticatedAt }),
    },
  };
}

/** The portal owns the password, so guesses only slow down and never suspend it. */
function limitsOf({ limits }: DecisionContext): ThrottleLimits {
  return { ...limits, cap: Number.POSITIVE_INFINITY };
}
