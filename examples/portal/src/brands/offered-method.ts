import type { Method } from '@factorkit/core';

/** One of the methods a portal offers, in its own words. */
export interface OfferedMethod {
  readonly method: Method;
  readonly name: string;
  /** What it is, in one sentence. */
  readonly summary: string;
  /** Where it stands among the others: “Strongest”, for example. */
  readonly rank?: Rank;
  /** What speaks against it, said on the list already. */
  readonly caution?: string;
  /** What to know before choosing it. */
  readonly notes: readonly string[];
  /** What to do at once, so that losing it does not lock the user out. */
  readonly keep: readonly string[];
}

/** A rank colours its label; the words alone have to do. */
export interface Rank {
  readonly says: string;
  readonly tone: 'good' | 'caution' | 'plain';
}

/** The portal's words for a method; a method that it does not offer has none. */
export function offerOf(
  offers: readonly OfferedMethod[],
  method: Method | string | undefined,
): OfferedMethod | undefined {
  return offers.find((offer) => offer.method === method);
}
