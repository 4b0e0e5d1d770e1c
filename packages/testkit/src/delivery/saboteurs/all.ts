import { carelessSenders } from './careless-senders.ts';
import { falseWitnesses } from './false-witnesses.ts';
import type { DeliverySaboteur } from './saboteur.ts';

/**
 * Delivery adapters with one thing wrong with each. The contract is worth as much as what it notices: each of these fails it.
 *
 * @example
 * ```ts
 * import { deliveryContract, deliverySaboteurs, openFunctionDelivery } from '@factorkit/testkit';
 *
 * for (const { breaks } of deliverySaboteurs) {
 *   deliveryContract({ open: breaks(openFunctionDelivery) }); // at least one case throws
 * }
 * ```
 */
export const deliverySaboteurs: readonly DeliverySaboteur[] = [...carelessSenders, ...falseWitnesses];
