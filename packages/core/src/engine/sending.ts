import type { Account, Change } from '../account/account.ts';
import type { Factor } from '../account/factor.ts';
import type { Method } from '../account/method.ts';
import { nextSendAt, recordSend } from '../account/sending.ts';
import { MfaError } from '../errors.ts';
import { sendLimitsOf } from '../policy/limits.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { Delivery, DeliveryAdapter, DeliveryPurpose, DeliveryResult } from '../ports/delivery.ts';
import type { SendAdmission, SendAttempt } from '../ports/send-guard.ts';
import type { EngineContext } from './context.ts';
import type { CodeSent, SendLimited, SendRefused } from './outcomes.ts';
import { placeOf, ruleOf } from './place.ts';
import { wordOf } from './reason.ts';
import { note } from './transact.ts';

interface Send {
  readonly account: Account;
  readonly factor: Factor;
  readonly binding: string;
  readonly purpose: DeliveryPurpose;
  readonly source: RequestSource | undefined;
  readonly now: number;
}

/** A code that is ready: the change that makes it the only one, and the message that goes out after the commit. */
interface Ready {
  readonly kind: 'ready';
  readonly change: Change;
  readonly deliver: () => Promise<CodeSent>;
}

/** Makes a code within the limits. `undefined` where this method sends none. */
export async function composeCode(
  context: EngineContext,
  { account, factor, binding, purpose, source, now }: Send,
): Promise<Ready | SendLimited | SendRefused | undefined> {
  const method = context.methods.get(factor.method);
  if (method?.sending === undefined) return undefined;
  const { sending } = method;
  const rule = ruleOf(context, factor.method);
  const limits = sendLimitsOf(rule);
  const retryAt = nextSendAt(account, factor.method, limits, now);
  if (retryAt > now) return { kind: 'send-limited', retryAt };
  const { issuer, random } = context;
  const place = placeOf(context, account.userId, factor.id);
  const { data, delivery } = await sending.compose({
    ...place,
    data: factor.data,
    binding,
    purpose,
    issuer,
    rule,
    random,
    now,
  });
  const admission = await admit(context, {
    userId: account.userId,
    method: factor.method,
    channel: sending.channel,
    to: delivery.to,
    purpose,
    now,
    ...(source === undefined ? {} : { source }),
  });
  if (admission.kind === 'limited') return { kind: 'send-limited', retryAt: admission.retryAt };
  if (admission.kind === 'refused') return { kind: 'send-refused', reason: admission.reason };
  const change = recordSend(account, { factor, data, deliveryId: delivery.id, now });
  const said = {
    factorId: factor.id,
    hint: method.hint?.(data) ?? '',
    expiresAt: delivery.expiresAt,
    resendAt: nextSendAt(change.account, factor.method, limits, now),
  };
  return {
    kind: 'ready',
    change,
    deliver: async () => {
      const result = await handOver(sending.adapter, delivery);
      if (result.kind === 'accepted') return { kind: 'sent', ...said };
      const happened = [
        {
          type: 'code.not-sent',
          factorId: factor.id,
          method: factor.method,
          deliveryId: delivery.id,
          adapter: wordOf(sending.adapter.name),
          sent: result.sent === 'no' ? 'no' : 'unknown',
          reason: wordOf(result.reason),
        },
      ] as const;
      await note(context, { userId: account.userId, source, happened });
      return { kind: 'not-sent', ...said };
    },
  };
}

/** What throws, in whatever way, may have sent; so may what answers with something that is no answer. */
async function handOver(adapter: DeliveryAdapter, delivery: Delivery): Promise<DeliveryResult> {
  try {
    const result: Partial<DeliveryResult> | undefined = await adapter.deliver(delivery);
    if (result?.kind === 'accepted') return { kind: 'accepted' };
    if (result?.kind === 'failed') {
      return { kind: 'failed', sent: result.sent ?? 'unknown', reason: result.reason ?? 'unspecified' };
    }
    return { kind: 'failed', sent: 'unknown', reason: 'no-answer' };
  } catch {
    return { kind: 'failed', sent: 'unknown', reason: 'threw' };
  }
}

async function admit({ sendGuard }: EngineContext, attempt: SendAttempt): Promise<SendAdmission> {
  if (sendGuard === undefined) return { kind: 'admitted' };
  try {
    return await sendGuard.admit(attempt);
  } catch (cause) {
    throw new MfaError('portal-failed', 'sendGuard.admit threw', { cause });
  }
}

/** Tells the guard that a code came back, after that was committed. What it throws changes no verdict. */
export function tellUsed(
  { sendGuard, methods }: EngineContext,
  userId: string,
  method: Method,
  now: number,
): void {
  if (methods.get(method)?.sending === undefined) return;
  Promise.resolve()
    .then(() => sendGuard?.used?.({ userId, method, now }))
    .catch(() => undefined);
}
