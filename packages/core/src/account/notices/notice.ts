import type { DomainEvent } from '../domain-event.ts';
import type { Method } from '../factors/method.ts';

/** A notice for the user. It is stored with its change until all contacts have received it. */
export interface Notice {
  readonly id: string;
  readonly about: DomainEvent['type'];
  readonly at: number;
  readonly factor?: { readonly method: Method; readonly label: string };
  /** The source of the change, as far as the portal passed it. */
  readonly ip?: string;
  readonly userAgent?: string;
  /** The recovery that it is about. */
  readonly requestId?: string;
  /** A contact that this change added. It gets no notice, because it may be an attacker's. */
  readonly except?: string;
  /** The marks of the recipients, fixed with the change. Not present if the account knew no contact. */
  readonly to?: readonly string[];
  /** A sealed recovery code to deliver. */
  readonly code?: string;
  /** The contacts that have received it: their marks or, if the account knew none, the portal's ids. */
  readonly told: readonly string[];
  readonly tries: number;
  /** No attempt before this time: the next attempt after a failure, or the end of the current attempt's lease. */
  readonly notBefore: number;
}
