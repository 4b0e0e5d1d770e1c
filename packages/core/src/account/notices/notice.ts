import type { DomainEvent } from '../domain-event.ts';
import type { Method } from '../factors/method.ts';

/** Something the user is to be told, kept with the change it tells of until every contact was told. */
export interface Notice {
  readonly id: string;
  readonly about: DomainEvent['type'];
  readonly at: number;
  readonly factor?: { readonly method: Method; readonly label: string };
  /** Where the change came from, as far as the portal said. */
  readonly ip?: string;
  readonly userAgent?: string;
  /** The recovery that it tells of. */
  readonly requestId?: string;
  /** The portal's contact that this very change added: not told, since it may be a stranger's. */
  readonly except?: string;
  /** The marks of the known contacts it goes to, fixed with the change. Absent where none was known. */
  readonly to?: readonly string[];
  /** A recovery code to tell, sealed. */
  readonly code?: string;
  /** The contacts that were told already: their marks or, where none was known, the portal's ids. */
  readonly told: readonly string[];
  readonly tries: number;
  /** Not to be tried before this: the next try after a failure, or the end of the lease of who tries now. */
  readonly notBefore: number;
}
