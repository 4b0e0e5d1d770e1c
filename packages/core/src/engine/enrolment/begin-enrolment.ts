import { type Account, chain, epochOf, newAccount } from '../../account/account.ts';
import { beginEnrolment as begin } from '../../account/factors/enrolment.ts';
import {
  type FactorData,
  isEnrolled,
  isPendingAt,
  type PendingFactor,
} from '../../account/factors/factor.ts';
import type { Method } from '../../account/factors/method.ts';
import { noFailures } from '../../account/failures/failures.ts';
import { grantWithId } from '../../account/recovery/open-recoveries.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { MfaError } from '../../errors.ts';
import type { Setup } from '../../factors/setup.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { Intent } from '../../policy/requirements/decision.ts';
import type { Contact } from '../../ports/contacts.ts';
import type { Caller } from '../actors.ts';
import { recordEvents } from '../commit/events.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { type Decided, type Passed, type Reading, read, transactPrepared } from '../commit/transact.ts';
import { contactsOf } from '../contacts/portal-contacts.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { factorContext, methodOf, ruleOf } from '../progress/factor-context.ts';
import { isSameData } from '../progress/factor-data.ts';
import { factsOf } from '../progress/facts.ts';
import { refused } from '../progress/open-challenge.ts';
import { declined, type Requester, requesterOf, requesterProblem } from '../progress/requester.ts';
import type { Enrolment, EnrolmentBegun } from '../results/account-outcomes.ts';
import type { Refusals } from '../results/outcomes.ts';
import { limitedBy } from '../sending/send-events.ts';
import { type SendSlot, slotFor, useSlot } from '../sending/sending.ts';
import { enrolmentSend } from './send-enrolment-code.ts';

interface BeginEnrolment {
  readonly caller: Caller;
  readonly method: Method;
  readonly label?: string;
  readonly contactId?: string;
  readonly replaces?: string;
}

export async function beginEnrolment(context: EngineContext, input: BeginEnrolment): Promise<EnrolmentBegun> {
  const requester = await requesterOf(context, input.caller);
  if ('kind' in requester) return requester;
  const { method, label, replaces } = input;
  const intent: EnrolIntent = { kind: 'enrol', method, ...(replaces === undefined ? {} : { replaces }) };
  const begun = await transactPrepared<Allowed, NewFactor, Begun>(context, {
    ...expectedOf(requester),
    guard: (decision, reading) => guard(decision, { requester, intent, ...reading }),
    prepare: (engine, { account }) => makeFactor(engine, { requester, input, account }),
    decide: (decision, allowed, made) => decide(decision, { requester, intent, label, ...allowed, made }),
  });
  if (begun.kind !== 'begun' || begun.slot === undefined) return begun;
  const { enrolment, slot } = begun;
  if (slot.kind === 'send-limited') {
    const { userId, source } = requester;
    const factor = { id: enrolment.factorId, method: input.method };
    await recordEvents(context, { userId, source, events: [limitedBy('account', factor, slot)] });
    return { kind: 'begun', enrolment: { ...enrolment, code: slot } };
  }
  const code = await useSlot(context, enrolmentSend(requester, enrolment.factorId), slot);
  // Another request ended the set-up while its code was created.
  if (code.kind === 'refused') return code;
  if (code.kind === 'locked' || code.kind === 'suspended') return refused('superseded');
  return { kind: 'begun', enrolment: { ...enrolment, code } };
}

type EnrolIntent = Extract<Intent, { readonly kind: 'enrol' }>;

/** The committed set-up, and the slot for its code. */
type Begun =
  | {
      readonly kind: 'begun';
      readonly enrolment: Enrolment;
      readonly slot?: SendSlot | Refusals['send-limited'];
    }
  | Exclude<EnrolmentBegun, { readonly kind: 'begun' }>;

/** A state of the account in which the policy allows the set-up. */
interface Allowed {
  readonly account: Account | undefined;
  readonly now: number;
}

interface GuardInput extends Reading {
  readonly requester: Requester;
  readonly intent: EnrolIntent;
}

function guard(
  context: DecisionContext,
  { requester, intent, account, now }: GuardInput,
): Passed<Allowed> | Decided<Begun> {
  const problem = requesterProblem(requester, account, now);
  if (problem) return { answer: problem };
  const decision = evaluate(context.policy, factsOf(context, account, requester, now), intent, now);
  if (decision.outcome !== 'allow') return { answer: declined(context, account, decision, now) };
  return { passed: { account, now } };
}

/**
 * The data of a new factor and its set-up page. `no-contact`: the method sends codes, and the user has no contact for
 * them.
 */
type NewFactor =
  | {
      readonly kind: 'made';
      readonly id: string;
      readonly data: FactorData;
      readonly setup: Setup;
      /** The user's other factors of this method at that time. */
      readonly others: readonly FactorData[];
    }
  | { readonly kind: 'no-contact' };

interface NewFactorInput {
  readonly requester: Requester;
  readonly input: BeginEnrolment;
  readonly account: Account | undefined;
}

async function makeFactor(
  context: EngineContext,
  { requester, input, account }: NewFactorInput,
): Promise<NewFactor> {
  const contact = await contactFor(context, requester.userId, input);
  if (contact === 'none') return { kind: 'no-contact' };
  const { method } = input;
  const id = toBase64url(context.random(12));
  const others = othersOf(account, method, id);
  const data = await methodOf(context, method).create({
    ...factorContext(context, requester.userId, id),
    random: context.random,
    others,
    ...(contact === undefined ? {} : { contact }),
  });
  const setup = await present(context, requester, { id, method, data, others });
  return { kind: 'made', id, data, setup, others };
}

interface DecideInput extends Allowed {
  readonly requester: Requester;
  readonly intent: EnrolIntent;
  readonly label: string | undefined;
  readonly made: NewFactor;
}

function decide(
  context: DecisionContext,
  { requester, intent, label, account, now, made }: DecideInput,
): Decided<Begun> | 'stale' {
  if (made.kind === 'no-contact') return { answer: { kind: 'denied', reason: 'no-contact' } };
  const { method, replaces } = intent;
  if (!areSame(made.others, othersOf(account, method, made.id))) return 'stale';
  // If a random source repeats itself, two factors would have one id and the account would become unreadable.
  if (account?.factors.some(({ id }) => id === made.id)) {
    throw new MfaError('random-failed', 'the random source repeats itself');
  }
  const held = account && grantWithId(account, requester.grant, now);
  const factor: PendingFactor = {
    id: made.id,
    method,
    label: label ?? unusedLabel(account, method),
    createdAt: now,
    failures: noFailures,
    data: made.data,
    status: 'pending',
    awaits: 'proof',
    expiresAt: now + context.enrolmentMs,
    epoch: epochOf(account),
    ...(replaces === undefined ? {} : { replaces }),
    ...(held === undefined ? {} : { grant: held.grant.id }),
  };
  const begun = begin(account ?? newAccount(requester.userId, now), factor);
  const { id: factorId, label: named, expiresAt } = factor;
  const enrolment: Enrolment = { factorId, method, label: named, expiresAt, setup: made.setup };
  if (methodOf(context, method).sending === undefined) {
    return { change: begun, answer: { kind: 'begun', enrolment } };
  }
  const { change, slot } = slotFor(context, { account: begun.account, factor, now }, 'enrolment');
  return {
    change: change === undefined ? begun : chain(begun, () => change),
    answer: { kind: 'begun', enrolment, slot },
  };
}

function areSame(some: readonly FactorData[], others: readonly FactorData[]): boolean {
  return some.length === others.length && some.every((data, index) => isSameData(data, others[index] ?? {}));
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

/** A caller that may start this set-up, now or when it was started, may see it. An older proof is not enough. */
export async function resumeEnrolment(
  context: EngineContext,
  { caller, factorId }: { readonly caller: Caller; readonly factorId: string },
): Promise<EnrolmentBegun> {
  const requester = await requesterOf(context, caller);
  if ('kind' in requester) return requester;
  const { account, now } = await read(context, requester);
  const problem = requesterProblem(requester, account, now);
  if (problem) return problem;
  const factor = account?.factors.find(({ id }) => id === factorId);
  // After it was proved, the secret is never shown again.
  if (factor?.status !== 'pending' || factor.awaits !== 'proof') return refused('unknown-factor');
  if (!isPendingAt(factor, now)) return refused('expired');
  if (factor.epoch !== epochOf(account)) return refused('superseded');
  const { id, method, label, data, createdAt, expiresAt, replaces } = factor;
  const intent: EnrolIntent = { kind: 'enrol', method, ...(replaces === undefined ? {} : { replaces }) };
  const mayStart = [now, createdAt].some(
    (at) =>
      evaluate(context.policy, factsOf(context, account, requester, at), intent, at).outcome === 'allow',
  );
  if (!mayStart) return refused('unknown-factor');
  const setup = await present(context, requester, {
    id,
    method,
    data,
    others: othersOf(account, method, id),
  });
  return { kind: 'begun', enrolment: { factorId: id, method, label, expiresAt, setup } };
}

interface Presented {
  readonly id: string;
  readonly method: Method;
  readonly data: FactorData;
  readonly others: readonly FactorData[];
}

function present(
  context: EngineContext,
  { userId, user }: Requester,
  { id, method, data, others }: Presented,
): Promise<Setup> {
  const { issuer } = context;
  const { accountName } = user;
  const rule = ruleOf(context, method);
  return methodOf(context, method).present({
    ...factorContext(context, userId, id),
    data,
    issuer,
    accountName,
    rule,
    others,
  });
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

/** A label that differs from the user's other labels, until the user changes it. */
function unusedLabel(account: Account | undefined, method: Method): string {
  const taken = new Set(account?.factors.map(({ label }) => label));
  const base = LABELS[method] ?? method;
  let label = base;
  for (let number = 2; taken.has(label); number++) label = `${base} ${number}`;
  return label;
}
