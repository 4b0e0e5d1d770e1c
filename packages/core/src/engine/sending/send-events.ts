import type { DomainEvent } from '../../account/domain-event.ts';
import type { Factor } from '../../account/factors/factor.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { Delivery, DeliveryAdapter, DeliveryResult } from '../../ports/delivery.ts';
import { recordEvents } from '../commit/events.ts';
import type { EngineContext } from '../context.ts';
import { failureName } from '../ports/failure-name.ts';
import type { Refusals, SendOutcome } from '../results/outcomes.ts';

/** The user of the message, and the source of the request. */
interface Sender {
  readonly userId: string;
  readonly source: RequestSource | undefined;
}

type Named = Pick<Factor, 'id' | 'method'>;

export function limitedBy(
  by: 'account' | 'send-guard',
  { id: factorId, method }: Named,
  { retryAt }: Refusals['send-limited'],
): DomainEvent {
  return { type: 'code.limited', factorId, method, by, retryAt };
}

/** Records a refusal of the send guard. Every other outcome has its own event, or changes nothing. */
export async function recordNotAdmitted(
  context: EngineContext,
  { userId, source }: Sender,
  factor: Named,
  outcome: SendOutcome,
): Promise<void> {
  const { id: factorId, method } = factor;
  if (outcome.kind === 'send-limited') {
    await recordEvents(context, { userId, source, events: [limitedBy('send-guard', factor, outcome)] });
  } else if (outcome.kind === 'send-refused') {
    const reason = failureName(outcome.reason);
    await recordEvents(context, {
      userId,
      source,
      events: [{ type: 'code.refused', factorId, method, reason }],
    });
  }
}

interface HandedOver {
  readonly factor: Named;
  readonly delivery: Delivery;
  readonly adapter: DeliveryAdapter;
  readonly reference: unknown;
}

/** A Message-ID, or an id of the service. Any other text could be a sentence or an address. */
const REFERENCE = /^<?[A-Za-z0-9._:+/=-]{1,128}(?:@[A-Za-z0-9.-]{1,128}>)?$/;

export async function recordHandedOver(
  context: EngineContext,
  { userId, source }: Sender,
  { factor, delivery, adapter, reference }: HandedOver,
): Promise<void> {
  if (typeof reference !== 'string' || !REFERENCE.test(reference)) return;
  // A reference with the destination or the code would reveal them.
  if (reference.includes(delivery.to) || reference.includes(delivery.code)) return;
  const events = [
    {
      type: 'code.handed-over',
      factorId: factor.id,
      method: factor.method,
      deliveryId: delivery.id,
      adapter: failureName(adapter.name),
      reference,
    },
  ] as const;
  await recordEvents(context, { userId, source, events });
}

interface NotSent {
  readonly factor: Factor;
  readonly delivery: Delivery;
  readonly adapter: DeliveryAdapter;
  readonly result: Extract<DeliveryResult, { readonly kind: 'failed' }>;
}

export function recordNotSent(
  context: EngineContext,
  { userId, source }: Sender,
  { factor, delivery, adapter, result }: NotSent,
): Promise<void> {
  const events = [
    {
      type: 'code.not-sent',
      factorId: factor.id,
      method: factor.method,
      deliveryId: delivery.id,
      adapter: failureName(adapter.name),
      sent: result.sent === 'no' ? 'no' : 'unknown',
      reason: failureName(result.reason),
    },
  ] as const;
  return recordEvents(context, { userId, source, events });
}
