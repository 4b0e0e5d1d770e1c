import { carelessSenders } from './careless-senders.ts';
import { falseWitnesses } from './false-witnesses.ts';
import type { DeliveryMutant } from './mutant.ts';

export const deliveryMutants: readonly DeliveryMutant[] = [...carelessSenders, ...falseWitnesses];
