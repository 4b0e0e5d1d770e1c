import type { DriverName } from './drivers.ts';

/** What a writer process is told. */
export type Order =
  | { readonly kind: 'open'; readonly driver: DriverName; readonly file: string; readonly migrate: boolean }
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
