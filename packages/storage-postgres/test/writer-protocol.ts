import type { TestPlace } from './places.ts';

/** What a writer process is told. */
export type Order =
  | { readonly kind: 'open'; readonly url: string; readonly place: TestPlace; readonly migrate: boolean }
  /** Save once, over this tag; `null`: create. */
  | { readonly kind: 'race'; readonly expected: string | null; readonly tag: string }
  /** Add to the account's count until killed. */
  | { readonly kind: 'count' };

/** What it says. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'raced'; readonly won: boolean }
  | { readonly kind: 'counted' };
