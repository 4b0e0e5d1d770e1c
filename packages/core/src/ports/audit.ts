import type { Actor } from '../account/actor.ts';
import type { DomainEvent } from '../account/domain-event.ts';

/** The source of a request, as far as the portal knows it and wants it recorded. */
export interface RequestSource {
  readonly ip?: string;
  readonly userAgent?: string;
}

/** One event of an account, written in the same atomic step as the change. Contains no secret and no code. */
export type AuditEvent = DomainEvent & {
  /** Unique and random. */
  readonly id: string;
  readonly userId: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  readonly source?: RequestSource;
  /**
   * Who caused it.
   *
   * @defaultValue the user
   */
  readonly actor?: Exclude<Actor, { readonly kind: 'user' }>;
  /** The reason, as the member of staff wrote it. */
  readonly note?: string;
};
