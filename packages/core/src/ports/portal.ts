import type { AuditEvent } from './audit.ts';
import type { Contact } from './contacts.ts';

/** What the host lends. Every member is optional; what is missing is simply not done. */
export interface Portal {
  /** True where this is the user's password. The portal throttles its own password checks. */
  verifyPassword?(userId: string, password: string): Promise<boolean>;
  /** Where the user can be reached, as the portal has verified it. Needed for codes that are sent. */
  contacts?(userId: string): Promise<readonly Contact[]>;
  /** Ends the user's sessions: all of them, or all but the one named. Must be safe to call twice. */
  revokeSessions?(userId: string, options: { readonly except?: string }): Promise<void>;
  /** Told of each event after it was committed. What it throws is dropped: the verdict already stands. */
  onEvent?(event: AuditEvent): void | Promise<void>;
}
