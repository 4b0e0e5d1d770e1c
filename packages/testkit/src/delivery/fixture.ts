import type { Delivery, DeliveryResult } from '@factorkit/core';
import { ContractBreach } from '../contract.ts';
import type { DeliveryConditions, DeliveryHarness, OpenDelivery, ReachedMessage } from './harness.ts';

/** What a case of the delivery contract works with: the harness, and its clock, time-outs and messages. */
export interface DeliveryFixture extends DeliveryHarness {
  /** What has reached the service, oldest first. */
  readonly messages: readonly ReachedMessage[];
  /** How long the adapter asked to be given, for each try. */
  readonly asked: readonly number[];
  /** Delivers, and does not wait for ever. */
  deliver(delivery: Delivery): Promise<DeliveryResult>;
  /** Delivers, lets the time run out once the message has reached the service, and waits for the answer. */
  deliverIntoSilence(delivery: Delivery): Promise<DeliveryResult>;
  /** Sets the clock. Not a number stands for a clock that is broken. */
  setClock(now: number): void;
}

/** The time at which a fixture's clock stands. */
export const NOW = 1_800_000_000_000;

export async function setUp(open: OpenDelivery, patienceMs: number): Promise<DeliveryFixture> {
  const messages: ReachedMessage[] = [];
  const asked: number[] = [];
  const arrivals = new Set<() => void>();
  let now = NOW;
  let time = new AbortController();

  const conditions: DeliveryConditions = {
    clock: () => now,
    timeout(ms) {
      asked.push(ms);
      return time.signal;
    },
    reached(message) {
      messages.push(message);
      for (const arrived of arrivals) arrived();
    },
  };
  const harness = await open(conditions);

  return {
    ...harness,
    messages,
    asked,
    setClock(to) {
      now = to;
    },
    deliver: (delivery) => within(patienceMs, harness.adapter.deliver(delivery)),
    async deliverIntoSilence(delivery) {
      time = new AbortController();
      const before = messages.length;
      const arrival = new Promise<void>((resolve) => {
        const arrived = (): void => {
          if (messages.length > before) resolve();
        };
        arrivals.add(arrived);
      });
      const answer = harness.adapter.deliver(delivery);
      // Handled here too, so that an adapter that throws before the arrival leaves no unhandled rejection behind.
      answer.catch(() => undefined);
      await within(patienceMs, Promise.race([arrival, answer]));
      // From here on all time is over, also for a second try.
      time.abort();
      const result = await within(patienceMs, answer);
      time = new AbortController();
      return result;
    },
  };
}

/** The only wait of the contract, and it ends with a breach: what keeps it is done long before. */
async function within<Answer>(patienceMs: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const impatience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new ContractBreach('an adapter answers soon after the message arrived or the time is over'));
    }, patienceMs);
  });
  try {
    return await Promise.race([answer, impatience]);
  } finally {
    clearTimeout(timer);
  }
}
