import type { Method } from '@factorkit/core';

/** A method that a portal offers, in the portal's words. */
export interface OfferedMethod {
  readonly method: Method;
  readonly name: string;
  /** A description in one sentence. */
  readonly summary: string;
  /** Its label in the list, for example “Strongest”. */
  readonly rank?: Rank;
  /** Its disadvantage, shown in the list. */
  readonly caution?: string;
  /** What to know before choosing it. */
  readonly notes: readonly string[];
  /** What to do at once, so that losing it does not lock the user out. */
  readonly keep: readonly string[];
}

/** A rank colours its label. The words must be clear without the colour. */
export interface Rank {
  readonly says: string;
  readonly tone: 'good' | 'caution' | 'plain';
}

/** The portal's words for a method. `undefined` if the portal does not offer it. */
export function offerOf(
  offers: readonly OfferedMethod[],
  method: Method | string | undefined,
): OfferedMethod | undefined {
  return offers.find((offer) => offer.method === method);
}
