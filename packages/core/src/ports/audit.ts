import type { Actor } from '../account/actor.ts';
import type { DomainEvent } from '../account/domain-event.ts';

/** Where a request came from, as far as the portal can say and wants it recorded. */
export interface RequestSource {
  readonly ip?: string;
  readonly userAgent?: string;
}

/**
 * One thing that happened to an account: written in the same atomic step as the change itself.
 * Holds no secret and no code.
 */
export type AuditEvent = DomainEvent & {
  /** Unique, random. */
  readonly id: string;
  readonly userId: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  readonly source?: RequestSource;
  /** Who did it. Defaults to the user. */
  readonly actor?: Exclude<Actor, { readonly kind: 'user' }>;
  /** Why, in the words of the member of staff who did it. */
  readonly note?: string;
};
