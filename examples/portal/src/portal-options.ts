import type { AuditEvent, Clock, KeyringEntry, RandomSource, StorageAdapter } from '@factorkit/core';

/** What the example runs on: handed in, so that tests can turn the clock and bring their own database. */
export interface PortalOptions {
  readonly storage: StorageAdapter;
  readonly keys: readonly KeyringEntry[];
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** Times on the pages are given in this zone; the server's own where it is not said. */
  readonly timeZone?: string;
  /** Told of what happened to an account's factors, after it was written. */
  readonly onEvent?: (event: AuditEvent) => void;
  /** Told of every request that failed on our side. */
  readonly onError?: (error: unknown) => void;
}
