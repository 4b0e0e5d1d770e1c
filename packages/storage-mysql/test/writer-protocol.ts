/** What a writer process is told. */
export type Order =
  | { readonly kind: 'open'; readonly url: string; readonly migrate: boolean }
  /** Save once, over this tag; `null`: create. */
  | { readonly kind: 'race'; readonly expected: string | null; readonly tag: string }
  /** Add to the account's count until killed, or until the server is. */
  | { readonly kind: 'count' };

/** What it says. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'raced'; readonly won: boolean }
  /** This save was answered with true. */
  | { readonly kind: 'counted'; readonly count: number }
  /** A save or load was refused: the server is gone. */
  | { readonly kind: 'refused' };
