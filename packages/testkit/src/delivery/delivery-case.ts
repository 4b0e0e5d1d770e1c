import type { DeliveryFixture } from './fixture.ts';

/** One sentence of the delivery contract, and how it is checked. */
export interface DeliveryCase {
  readonly name: string;
  check(fixture: DeliveryFixture): Promise<void>;
}
