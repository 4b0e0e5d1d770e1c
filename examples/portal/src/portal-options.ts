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

/** The portals of this example. Each has its own brand, policy and users. */
export const brands: readonly Brand[] = [milldrum, northquay, ringwell, tarnfield, quillbrook];

/** The environment of the example. It is passed in, so that tests can set the clock and use their own database. */
export interface PortalOptions {
  /** The portals. Defaults to the five of the example. */
  readonly brands?: readonly Brand[];
  readonly storage: StorageAdapter;
  readonly keys: readonly KeyringEntry[];
  /** The origin that browsers see: `http://localhost:3000`. Security keys are bound to it. */
  readonly origin: string;
  /** Sends emails and text messages. */
  readonly delivery: { readonly email: DeliveryAdapter; readonly sms: DeliveryAdapter };
  /** Shown at `/mailbox`, for development. */
  readonly mailbox?: Mailbox;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** The time zone of times on the pages. Defaults to the server's. */
  readonly timeZone?: string;
  /** Receives the events of accounts, after they were written. */
  readonly onEvent?: (event: AuditEvent) => void;
  /** Receives every error of a request that the server caused. */
  readonly onError?: (error: unknown) => void;
}

/** The same with all defaults. */
export type SettledOptions = PortalOptions &
  Required<Pick<PortalOptions, 'brands' | 'clock' | 'timeZone' | 'onError'>>;

/** @throws Error if the portal would send its cookies over plain http outside of development. */
export function settled(options: PortalOptions): SettledOptions {
  const environment = process.env.NODE_ENV ?? '';
  if (isPlainHttp(options.origin) && !['development', 'test'].includes(environment)) {
    throw new Error('origin: without https the example runs where NODE_ENV is development or test');
  }
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { brands, clock: Date.now, timeZone, onError: () => {}, ...options };
}

/** If so, cookies can be neither `Secure` nor `__Host-`. */
export function isPlainHttp(origin: string): boolean {
  return new URL(origin).protocol === 'http:';
}
