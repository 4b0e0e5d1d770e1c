import type {
  AuditEvent,
  Clock,
  DeliveryAdapter,
  KeyringEntry,
  RandomSource,
  StorageAdapter,
} from '@factorkit/core';
import type { Mailbox } from '@factorkit/testkit';
import type { Brand } from './brands/brand.ts';
import { milldrum } from './brands/milldrum.ts';
import { northquay } from './brands/northquay.ts';
import { quillbrook } from './brands/quillbrook.ts';
import { ringwell } from './brands/ringwell.ts';
import { tarnfield } from './brands/tarnfield.ts';

/** The portals of this example: each is its own brand, with its own policy and its own users. */
export const brands: readonly Brand[] = [milldrum, northquay, ringwell, tarnfield, quillbrook];

/** What the example runs on: handed in, so that tests can turn the clock and bring their own database. */
export interface PortalOptions {
  /** The portals that there are. Defaults to the five of the example. */
  readonly brands?: readonly Brand[];
  readonly storage: StorageAdapter;
  readonly keys: readonly KeyringEntry[];
  /** Where browsers reach the portals: `http://localhost:3000`. Security keys are bound to it. */
  readonly origin: string;
  /** What sends emails, and what sends text messages. */
  readonly delivery: { readonly email: DeliveryAdapter; readonly sms: DeliveryAdapter };
  /** Shown at `/mailbox`, for development. */
  readonly mailbox?: Mailbox;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** Times on the pages are given in this zone. Defaults to the server's own. */
  readonly timeZone?: string;
  /** Told of what happened to an account's factors, after it was written. */
  readonly onEvent?: (event: AuditEvent) => void;
  /** Told of every request that failed on our side. */
  readonly onError?: (error: unknown) => void;
}

/** The same with nothing left unsaid that has a usual value. */
export type SettledOptions = PortalOptions &
  Required<Pick<PortalOptions, 'brands' | 'clock' | 'timeZone' | 'onError'>>;

/** @throws Error where the portal would send its cookies over plain http outside of development. */
export function settled(options: PortalOptions): SettledOptions {
  const environment = process.env.NODE_ENV ?? '';
  if (isPlainHttp(options.origin) && !['development', 'test'].includes(environment)) {
    throw new Error('origin: without https the example runs where NODE_ENV is development or test');
  }
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { brands, clock: Date.now, timeZone, onError: () => {}, ...options };
}

/** Then cookies can be neither `Secure` nor `__Host-`. */
export function isPlainHttp(origin: string): boolean {
  return new URL(origin).protocol === 'http:';
}
