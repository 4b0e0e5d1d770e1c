import type { Happening } from './happening.ts';
import type { Method } from './method.ts';

/** Something the user is to be told, kept with the change it tells of until every contact was told. */
export interface Notice {
  readonly id: string;
  readonly about: Happening['type'];
  readonly at: number;
  readonly factor?: { readonly method: Method; readonly label: string };
  /** Where the change came from, as far as the portal said. */
  readonly ip?: string;
  readonly userAgent?: string;
  /** The recovery that it tells of. */
  readonly requestId?: string;
  /** The portal's contact that this very change added: not told, since it may be a stranger's. */
  readonly except?: string;
  /** The portal's contacts that were told already. */
  readonly told: readonly string[];
  readonly tries: number;
  /** Not to be tried before this: the next try after a failure, or the end of the lease of who tries now. */
  readonly notBefore: number;
}
