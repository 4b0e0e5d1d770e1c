import type { DeliveryAdapter, DeliveryResult } from '@factorkit/core';
import type { DeliveryConditions, OpenDelivery } from '../../src/delivery/harness.ts';

/** An adapter with one thing wrong with it: the proof that the contract would notice. */
export interface DeliveryMutant {
  /** What it does wrong. */
  readonly name: string;
  /** The name of the contract case that must fail on it. Others may fail too. */
  readonly caughtBy: string;
  /** Spoils a good harness. */
  breaks(open: OpenDelivery): OpenDelivery;
}

/** Spoils what the adapter does. */
export function inDelivering(
  spoil: (good: DeliveryAdapter, secret: string) => Partial<DeliveryAdapter>,
): (open: OpenDelivery) => OpenDelivery {
  return (open) => async (conditions) => {
    const harness = await open(conditions);
    return {
      ...harness,
      adapter: { ...harness.adapter, ...spoil(harness.adapter, harness.secrets[0] ?? '') },
    };
  };
}

/** Spoils what the adapter says in the end. */
export function inAnswering(
  spoil: (result: DeliveryResult) => DeliveryResult,
): (open: OpenDelivery) => OpenDelivery {
  return inDelivering((good) => ({ deliver: async (delivery) => spoil(await good.deliver(delivery)) }));
}

/** Spoils what the adapter is given to work with. */
export function inWorking(
  spoil: (good: DeliveryConditions) => Partial<DeliveryConditions>,
): (open: OpenDelivery) => OpenDelivery {
  return (open) => (conditions) => open({ ...conditions, ...spoil(conditions) });
}
