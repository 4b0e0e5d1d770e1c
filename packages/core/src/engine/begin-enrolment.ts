import { type Account, epochOf, newAccount } from '../account/account.ts';
import { beginEnrolment as begin } from '../account/enrolment.ts';
import { isPendingAt, type PendingFactor } from '../account/factor.ts';
import { noFailures } from '../account/failures.ts';
import type { Method } from '../account/method.ts';
import { toBase64url } from '../codec/base64url.ts';
import { MfaError } from '../errors.ts';
import type { FactorMethod } from '../factors/method.ts';
import type { TotpSetup } from '../factors/totp.ts';
import type { Intent } from '../policy/decision.ts';
import { evaluate } from '../policy/evaluate.ts';
import { declined, type Requester, requesterOf, troubleOf } from './caller.ts';
import type { EngineContext } from './context.ts';
import { factsOf } from './facts.ts';
import { badInput, readLabel } from './input.ts';
import type { Caller } from './mfa.ts';
import type { EnrolmentBegun } from './outcomes.ts';
import { refused } from './standing.ts';
import { read, type Step, transact } from './transact.ts';

interface BeginEnrolment {
  readonly caller: Caller;
  readonly method: Method;
  readonly label?: string;
  readonly replaces?: string;
}

export async function beginEnrolment(context: EngineContext, input: BeginEnrolment): Promise<EnrolmentBegun> {
  if (typeof input.method !== 'string') throw badInput('method', 'is not a text');
  const label = input.label === undefined ? undefined : readLabel(input.label, 'label');
  const requester = requesterOf(context, input.caller);
  if ('kind' in requester) return requester;
  const { method, replaces } = input;
  const intent: Intent = { kind: 'enrol', method, ...(replaces === undefined ? {} : { replaces }) };
  return transact(context, {
    userId: requester.userId,
    source: requester.source,
    decide: (account, now) => decide(context, { requester, intent, label, account, now }),
  });
}

interface Case {
  readonly requester: Requester;
  readonly intent: Extract<Intent, { readonly kind: 'enrol' }>;
  readonly label: string | undefined;
  readonly account: Account | undefined;
  readonly now: number;
}

async function decide(
  context: EngineContext,
  { requester, intent, label, account, now }: Case,
): Promise<Step<EnrolmentBegun>> {
  const trouble = troubleOf(requester, account, now);
  if (trouble) return { answer: () => trouble };
  const decision = evaluate(context.policy, factsOf(context, account, requester, now), intent, now);
  if (decision.outcome !== 'allow') return { answer: () => declined(context, account, decision, now) };
  const method = methodOf(context, intent.method);
  const factorId = toBase64url(context.random(12));
  // A random source that repeats itself would write two factors with one id, and nobody could read that account again.
  if (account?.factors.some(({ id }) => id === factorId)) {
    throw new MfaError('random-failed', 'the random source repeats itself');
  }
  const { userId } = requester;
  const factor: PendingFactor = {
    id: factorId,
    method: intent.method,
    label: label ?? unusedLabel(account, intent.method),
    createdAt: now,
    failures: noFailures,
    data: await method.create({ userId, factorId, sealer: context.sealer, random: context.random }),
    status: 'pending',
    awaits: 'proof',
    expiresAt: now + context.enrolmentMs,
    epoch: epochOf(account),
    ...(intent.replaces === undefined ? {} : { replaces: intent.replaces }),
  };
  const setup = await present(context, requester, factor);
  return { change: begin(account ?? newAccount(userId, now), factor), answer: () => setup };
}

export async function resumeEnrolment(
  context: EngineContext,
  { caller, factorId }: { readonly caller: Caller; readonly factorId: string },
): Promise<EnrolmentBegun> {
  const requester = requesterOf(context, caller);
  if ('kind' in requester) return requester;
  const { account, now } = await read(context, requester.userId);
  const trouble = troubleOf(requester, account, now);
  if (trouble) return trouble;
  const factor = account?.factors.find(({ id }) => id === factorId);
  // Proven or in force, the secret is not shown again, to nobody.
  if (factor?.status !== 'pending' || factor.awaits !== 'proof') return refused('unknown-factor');
  if (!isPendingAt(factor, now)) return refused('expired');
  return factor.epoch === epochOf(account) ? present(context, requester, factor) : refused('superseded');
}

async function present(
  context: EngineContext,
  { userId, user }: Requester,
  { id, method, label, data, expiresAt }: PendingFactor,
): Promise<EnrolmentBegun> {
  const { issuer, sealer } = context;
  const place = { userId, factorId: id, sealer };
  const setup: TotpSetup = await methodOf(context, method).present({
    ...place,
    data,
    issuer,
    accountName: user.accountName,
  });
  return { kind: 'begun', enrolment: { factorId: id, method, label, expiresAt, setup } };
}

export function methodOf(context: EngineContext, method: Method): FactorMethod<TotpSetup> {
  const known = context.methods.get(method);
  if (known === undefined)
    throw new MfaError('configuration-invalid', 'a method of the policy is not in methods');
  return known;
}

const LABELS: { readonly [method in Method]?: string } = { totp: 'Authenticator app' };

/** A name that tells this factor from the user's others, until the user gives it a better one. */
function unusedLabel(account: Account | undefined, method: Method): string {
  const taken = new Set(account?.factors.map(({ label }) => label));
  const base = LABELS[method] ?? method;
  let label = base;
  for (let number = 2; taken.has(label); number++) label = `${base} ${number}`;
  return label;
}
