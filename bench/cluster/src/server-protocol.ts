/** The messages of a server to the process that started it. */
export type ServerNews =
  | { readonly kind: 'ready'; readonly port: number }
  /** The answer to a save was dropped on purpose. */
  | { readonly kind: 'lost' }
  /** A save that had failed was found to have worked, by its tag. */
  | { readonly kind: 'recognised' }
  /** The store failed, in the driver's words. */
  | { readonly kind: 'failed'; readonly why: string };

/** The header with the portal's session, in both directions. */
export const SESSION_HEADER = 'portal-session';
