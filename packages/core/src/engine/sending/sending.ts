import type { Account, Change, SentCode } from '../../account/account.ts';
import type { Factor, FactorData } from '../../account/factors/factor.ts';
import type { Method } from '../../account/factors/method.ts';
import {
  markUnsent,
  nextSendAt,
  recordSend,
  returnSendSlot,
  type SendBudget,
  sendSlot,
  takeSendSlot,
} from '../../account/sending/sending.ts';
import type { Sending } from '../../factors/method.ts';
import { sendLimitsOf } from '../../policy/limits.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { Delivery, DeliveryAdapter, DeliveryPurpose, DeliveryResult } from '../../ports/delivery.ts';
import type { SendAdmission, SendAttempt } from '../../ports/send-guard.ts';
import { type Decided, type Passed, type Reading, transact, transactPrepared } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { factorContext, methodOf, ruleOf } from '../progress/factor-context.ts';
import { isSameData } from '../progress/factor-data.ts';
import { refused } from '../progress/open-challenge.ts';
import type { CodeSent, Refusals, SendOutcome } from '../results/outcomes.ts';
import { admit, refund } from './send-admission.ts';
import { limitedBy, recordHandedOver, recordNotAdmitted, recordNotSent } from './send-events.ts';

/** A factor that may get a code now. */
export interface Addressee {
  readonly account: Account;
  readonly factor: Factor;
  readonly now: number;
}

export type NotAllowed = Refusals['locked' | 'suspended' | 'refused'];

/** A code for one factor. */
export interface Send {
  readonly userId: string;
  readonly source: RequestSource | undefined;
  readonly binding: string;
  readonly purpose: DeliveryPurpose;
  /** The limit in the account that it counts towards. */
  readonly budget: SendBudget;
  /** Pure: whether the factor may get a code in this state of the account. */
  readonly guard: (context: DecisionContext, reading: Reading) => Passed<Addressee> | Decided<NotAllowed>;
}

/** A reserved place for one message in the account's limits. */
export interface SendSlot {
  readonly kind: 'slot';
  readonly factor: Factor;
  readonly counted: SentCode;
}

/**
 * Sends a code. First a commit reserves a slot in the account and leaves earlier codes valid, so that one of many
 * concurrent requests continues. Then the guard is called, once. Then the new code is stored, and only then sent. If
 * the message was certainly not sent, slot and admission are given back. A crash in between costs at most the slot.
 */
export async function sendCodeTo(context: EngineContext, send: Send): Promise<SendOutcome> {
  const slot = await transact<SendSlot | Refusals['send-limited'] | NotAllowed>(context, {
    userId: send.userId,
    source: send.source,
    decide: (decision, reading) => {
      const guarded = send.guard(decision, reading);
      if (!('passed' in guarded)) return guarded;
      const { factor } = guarded.passed;
      if (decision.methods.get(factor.method)?.sending === undefined)
        return { answer: refused('unknown-factor') };
      const { change, slot } = slotFor(decision, guarded.passed, send.budget);
      if (change !== undefined) return { change, answer: slot };
      return slot.kind === 'send-limited'
        ? { noted: [limitedBy('account', factor, slot)], answer: slot }
        : { answer: slot };
    },
  });
  return slot.kind === 'slot' ? useSlot(context, send, slot) : slot;
}

/** Reserves a slot in the account, if the policy's limits allow it. */
export function slotFor(
  { policy }: DecisionContext,
  { account, factor, now }: Addressee,
  budget: SendBudget,
): { readonly change?: Change; readonly slot: SendSlot | Refusals['send-limited'] } {
  const { method } = factor;
  const limits = sendLimitsOf(ruleOf({ policy }, method));
  const retryAt = nextSendAt(account, { method, budget }, limits, now);
  if (retryAt > now) return { slot: { kind: 'send-limited', retryAt } };
  const counted = sendSlot({ method, budget }, now);
  return { change: takeSendSlot(account, counted), slot: { kind: 'slot', factor, counted } };
}

/** The second half of a send, after its slot was reserved. */
export async function useSlot(context: EngineContext, send: Send, slot: SendSlot): Promise<SendOutcome> {
  let admitted: SendAttempt | undefined;
  const undo = async (giveBack = returnSendSlot): Promise<void> => {
    if (admitted !== undefined) await refund(context, admitted);
    await changeSlot(context, send.userId, (account) => giveBack(account, slot.counted));
  };
  let stored: Stored | NotAllowed | Refusals['send-limited' | 'send-refused'];
  try {
    const composed = await compose(context, send, slot.factor, slot.counted.at);
    const attempt = attemptOf(send, slot, composed.delivery);
    const admission = await admit(context, attempt);
    if (admission.kind === 'admitted') admitted = attempt;
    stored =
      admission.kind === 'admitted' ? await storeCode(context, send, composed) : notAdmitted(admission);
  } catch (error) {
    await undo();
    throw error;
  }
  if (stored.kind !== 'stored') {
    await undo();
    await recordNotAdmitted(context, send, slot.factor, stored);
    return stored;
  }
  const { factor, delivery, sent } = stored;
  const { adapter } = sendingOf(context, factor.method);
  const result = await handOver(context, adapter, delivery);
  if (result.kind === 'accepted') {
    await recordHandedOver(context, send, { factor, delivery, adapter, reference: result.reference });
    return sent;
  }
  if (result.sent === 'no') await undo(markUnsent);
  await recordNotSent(context, send, { factor, delivery, adapter, result });
  return { ...sent, kind: 'not-sent' };
}

function attemptOf(
  { userId, purpose, budget, source }: Send,
  { factor, counted }: SendSlot,
  { channel, to }: Delivery,
): SendAttempt {
  const from = source === undefined ? {} : { source };
  const proven = budget === 'proven';
  return { userId, method: factor.method, channel, to, purpose, proven, now: counted.at, ...from };
}

function notAdmitted(
  admission: Exclude<SendAdmission, { readonly kind: 'admitted' }>,
): Refusals['send-limited' | 'send-refused'] {
  return admission.kind === 'limited'
    ? { kind: 'send-limited', retryAt: admission.retryAt }
    : { kind: 'send-refused', reason: admission.reason };
}

/** A message that is ready, and the factor that it was created for. */
interface Composed {
  readonly factor: Factor;
  readonly data: FactorData;
  readonly delivery: Delivery;
}

async function compose(
  context: EngineContext,
  { userId, binding, purpose }: Send,
  factor: Factor,
  now: number,
): Promise<Composed> {
  const { issuer, random } = context;
  const place = factorContext(context, userId, factor.id);
  const rule = ruleOf(context, factor.method);
  const { data } = factor;
  const sending = sendingOf(context, factor.method);
  const made = await sending.compose({ ...place, data, binding, purpose, issuer, rule, random, now });
  return { factor, ...made };
}

/** The new code is now the only valid one of its challenge, and may be sent. */
interface Stored {
  readonly kind: 'stored';
  readonly factor: Factor;
  readonly delivery: Delivery;
  readonly sent: CodeSent;
}

/** The second commit. If the factor changed since then, another code is created, for the same address. */
function storeCode(context: EngineContext, send: Send, composed: Composed): Promise<Stored | NotAllowed> {
  const { userId, source, guard } = send;
  return transactPrepared<Addressee, Composed, Stored | NotAllowed>(context, {
    userId,
    source,
    guard,
    prepare: async (engine, { factor, now }, earlier = composed) =>
      isSameData(earlier.factor.data, factor.data) ? earlier : compose(engine, send, factor, now),
    decide: (decision, { account, factor, now }, { factor: seen, data, delivery }) => {
      if (!isSameData(seen.data, factor.data)) return 'stale';
      const change = recordSend(account, { factor, data, deliveryId: delivery.id });
      const limits = sendLimitsOf(ruleOf(decision, factor.method));
      const sent: CodeSent = {
        kind: 'sent',
        factorId: factor.id,
        hint: methodOf(decision, factor.method).hint?.(data) ?? '',
        expiresAt: delivery.expiresAt,
        resendAt: nextSendAt(change.account, { method: factor.method, budget: send.budget }, limits, now),
      };
      return { change, answer: { kind: 'stored', factor, delivery, sent } };
    },
  });
}

/** If this fails, only the slot is lost. */
async function changeSlot(
  context: EngineContext,
  userId: string,
  changed: (account: Account) => Change | undefined,
): Promise<void> {
  const returned = transact<void>(context, {
    userId,
    decide: (_context, { account }) => {
      const change = account && changed(account);
      return change === undefined ? { answer: undefined } : { change, answer: undefined };
    },
  });
  await returned.catch(() => undefined);
}

function sendingOf({ methods }: EngineContext, method: Method): Sending {
  const sending = methods.get(method)?.sending;
  if (sending === undefined) throw new TypeError('a slot was reserved for a method that sends nothing');
  return sending;
}

/** If the adapter throws or returns an invalid result, the message may have been sent. */
async function handOver(
  { callDelivery }: EngineContext,
  adapter: DeliveryAdapter,
  delivery: Delivery,
): Promise<DeliveryResult> {
  try {
    const result: Partial<DeliveryResult> | undefined = await callDelivery(
      'deliver',
      () => adapter.deliver(delivery),
      { deadlineMs: ownTime(adapter) },
    );
    if (result?.kind === 'accepted') {
      return result.reference === undefined
        ? { kind: 'accepted' }
        : { kind: 'accepted', reference: result.reference };
    }
    if (result?.kind === 'failed') {
      return { kind: 'failed', sent: result.sent ?? 'unknown', reason: result.reason ?? 'unspecified' };
    }
    return { kind: 'failed', sent: 'unknown', reason: 'no-answer' };
  } catch {
    return { kind: 'failed', sent: 'unknown', reason: 'threw' };
  }
}

/** An adapter with its own time limit knows best whether it sent the message, so it gets one more second. */
function ownTime({ timeoutMs }: DeliveryAdapter): number | undefined {
  return timeoutMs === undefined ? undefined : timeoutMs + 1000;
}
