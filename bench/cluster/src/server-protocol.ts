/** What a server tells the process that started it. */
export type ServerNews =
  | { readonly kind: 'ready'; readonly port: number }
  /** The answer to a save was thrown away on purpose. */
  | { readonly kind: 'lost' }
  /** A save that had failed was found to have worked, by its tag. */
  | { readonly kind: 'recognised' }
  /** The store failed, in the driver's words. */
  | { readonly kind: 'failed'; readonly why: string };

/** Where the portal's session rides, both ways. */
export const SESSION_HEADER = 'portal-session';
