/** What a process that has a store open is told. */
export type Order<Place> =
  | { readonly kind: 'open'; readonly place: Place }
  /** Save once, over this tag; `null`: create. */
  | { readonly kind: 'save'; readonly expected: string | null; readonly tag: string }
  /** Add to the account's count until killed, or until the store refuses. */
  | { readonly kind: 'count' };

/** What it says. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'saved'; readonly won: boolean }
  /** This save was answered with true. */
  | { readonly kind: 'counted'; readonly count: number }
  /** A save or load threw: the store is gone. */
  | { readonly kind: 'refused' };

/** Whose account the processes save. */
export const USER = 'anna';
