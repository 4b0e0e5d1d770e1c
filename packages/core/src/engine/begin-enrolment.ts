import { type Account, epochOf, newAccount } from '../account/account.ts';
import { beginEnrolment as begin } from '../account/enrolment.ts';
import { type FactorData, isEnrolled, isPendingAt, type PendingFactor } from '../account/factor.ts';
import { noFailures } from '../account/failures.ts';
import type { Method } from '../account/method.ts';
import { toBase64url } from '../codec/base64url.ts';
import { MfaError } from '../errors.ts';
import type { Intent } from '../policy/decision.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Contact } from '../ports/contacts.ts';
import type { Enrolment, EnrolmentBegun } from './account-outcomes.ts';
import { declined, type Requester, requesterOf, troubleOf } from './caller.ts';
import type { EngineContext } from './context.ts';
import { factsOf } from './facts.ts';
import { badInput, readLabel } from './input.ts';
import type { Caller } from './parties.ts';
import { bindingOf, methodOf, placeOf, ruleOf } from './place.ts';
import { contactsOf } from './portal-contacts.ts';
import { composeCode } from './sending.ts';
import { refused } from './standing.ts';
import { read, type Step, transact } from './transact.ts';

interface BeginEnrolment {
  readonly caller: Caller;
  readonly method: Method;
  readonly label?: string;
  readonly contactId?: string;
  readonly replaces?: string;
}

export async function beginEnrolment(context: EngineContext, input: BeginEnrolment): Promise<EnrolmentBegun> {
  if (typeof input.method !== 'string') throw badInput('method', 'is not a text');
  const label = input.label === undefined ? undefined : readLabel(input.label, 'label');
  const requester = await requesterOf(context, input.caller);
  if ('kind' in requester) return requester;
  const { method, replaces } = input;
  const intent: Intent = { kind: 'enrol', method, ...(replaces === undefined ? {} : { replaces }) };
  const contact = await contactFor(context, requester.userId, input);
  return transact(context, {
    userId: requester.userId,
    source: requester.source,
    decide: (account, now) => decide(context, { requester, intent, label, contact, account, now }),
  });
}

interface Case {
  readonly requester: Requester;
  readonly intent: Extract<Intent, { readonly kind: 'enrol' }>;
  readonly label: string | undefined;
  /** Where the codes go; `none` where the method sends some and the portal knows no place for them. */
  readonly contact: Contact | 'none' | undefined;
  readonly account: Account | undefined;
  readonly now: number;
}

async function decide(
  context: EngineContext,
  { requester, intent, label, contact, account, now }: Case,
): Promise<Step<EnrolmentBegun>> {
  const trouble = troubleOf(requester, account, now);
  if (trouble) return { answer: () => trouble };
  const decision = evaluate(context.policy, factsOf(context, account, requester, now), intent, now);
  if (decision.outcome !== 'allow') return { answer: () => declined(context, account, decision, now) };
  if (contact === 'none') return { answer: () => ({ kind: 'denied', reason: 'no-contact' }) };
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
    data: await method.create({
      ...placeOf(context, userId, factorId),
      random: context.random,
      others: othersOf(account, intent.method, factorId),
      ...(contact === undefined ? {} : { contact }),
    }),
    status: 'pending',
    awaits: 'proof',
    expiresAt: now + context.enrolmentMs,
    epoch: epochOf(account),
    ...(intent.replaces === undefined ? {} : { replaces: intent.replaces }),
  };
  const begun = begin(account ?? newAccount(userId, now), factor);
  const enrolment = await present(context, requester, account, factor);
  const binding = bindingOf('enrolment', factorId);
  const code = await composeCode(context, {
    account: begun.account,
    factor,
    binding,
    purpose: 'enrolment',
    source: requester.source,
    now,
  });
  if (code === undefined) return { change: begun, answer: () => ({ kind: 'begun', enrolment }) };
  if (code.kind !== 'ready') {
    return { change: begun, answer: () => ({ kind: 'begun', enrolment: { ...enrolment, code } }) };
  }
  return {
    change: { account: code.change.account, happened: [...begun.happened, ...code.change.happened] },
    answer: async () => ({ kind: 'begun', enrolment: { ...enrolment, code: await code.deliver() } }),
  };
}

async function contactFor(
  context: EngineContext,
  userId: string,
  { method, contactId }: BeginEnrolment,
): Promise<Contact | 'none' | undefined> {
  const channel = context.methods.get(method)?.sending?.channel;
  if (channel === undefined) return undefined;
  const contacts = await contactsOf(context, userId);
  const fitting = contacts.filter((contact) => contact.channel === channel);
  return (contactId === undefined ? fitting[0] : fitting.find(({ id }) => id === contactId)) ?? 'none';
}

export async function resumeEnrolment(
  context: EngineContext,
  { caller, factorId }: { readonly caller: Caller; readonly factorId: string },
): Promise<EnrolmentBegun> {
  const requester = await requesterOf(context, caller);
  if ('kind' in requester) return requester;
  const { account, now } = await read(context, requester.userId);
  const trouble = troubleOf(requester, account, now);
  if (trouble) return trouble;
  const factor = account?.factors.find(({ id }) => id === factorId);
  // Proven or in force, the secret is not shown again, to nobody.
  if (factor?.status !== 'pending' || factor.awaits !== 'proof') return refused('unknown-factor');
  if (!isPendingAt(factor, now)) return refused('expired');
  if (factor.epoch !== epochOf(account)) return refused('superseded');
  return { kind: 'begun', enrolment: await present(context, requester, account, factor) };
}

async function present(
  context: EngineContext,
  { userId, user }: Requester,
  account: Account | undefined,
  { id, method, label, data, expiresAt }: PendingFactor,
): Promise<Enrolment> {
  const place = placeOf(context, userId, id);
  const { issuer } = context;
  const setup = await methodOf(context, method).present({
    ...place,
    data,
    issuer,
    accountName: user.accountName,
    rule: ruleOf(context, method),
    others: othersOf(account, method, id),
  });
  return { factorId: id, method, label, expiresAt, setup };
}

function othersOf(account: Account | undefined, method: Method, factorId: string): readonly FactorData[] {
  return (account?.factors ?? [])
    .filter((factor) => isEnrolled(factor) && factor.method === method && factor.id !== factorId)
    .map(({ data }) => data);
}

const LABELS: { readonly [method in Method]?: string } = {
  totp: 'Authenticator app',
  email: 'Email',
  sms: 'Text message',
  webauthn: 'Security key',
};

/** A name that tells this factor from the user's others, until the user gives it a better one. */
function unusedLabel(account: Account | undefined, method: Method): string {
  const taken = new Set(account?.factors.map(({ label }) => label));
  const base = LABELS[method] ?? method;
  let label = base;
  for (let number = 2; taken.has(label); number++) label = `${base} ${number}`;
  return label;
}
