import { MfaError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Delivery, DeliveryAdapter } from '../ports/delivery.ts';
import { createDeliveryAdapter } from './delivery-adapter.ts';

export interface ConsoleDeliveryOptions {
  /** Where the message is written, with its code: `console.log`, or a function that appends to a file. */
  readonly write: (text: string) => void;
  /** What `NODE_ENV` says: `development` or `test`, in any case. Anything else is refused, also `undefined`. */
  readonly environment: string | undefined;
  /** Default both. */
  readonly channels?: readonly Delivery['channel'][];
  /** Default `Date.now`. */
  readonly clock?: Clock;
}

/**
 * Writes messages to a console or a file instead of sending them, for development. Whoever reads that place signs in as
 * anybody, so it starts in development and tests alone.
 *
 * @throws MfaError `configuration-invalid` where the environment is neither `development` nor `test`.
 * @example
 * ```ts
 * import { consoleDelivery } from '@factorkit/core';
 * import { appendFileSync } from 'node:fs';
 *
 * const environment = process.env.NODE_ENV;
 * const toConsole = consoleDelivery({ write: console.log, environment });
 * const toFile = consoleDelivery({
 *   write: (text) => appendFileSync('messages.log', text, { mode: 0o600 }),
 *   environment,
 * });
 * ```
 */
export function consoleDelivery({
  write,
  environment,
  channels = ['email', 'sms'],
  clock,
}: ConsoleDeliveryOptions): DeliveryAdapter {
  if (!['development', 'test'].includes(environment?.trim().toLowerCase() ?? '')) {
    throw new MfaError(
      'configuration-invalid',
      'consoleDelivery shows codes to whoever reads the log: it runs only where the environment is development or test',
    );
  }
  return createDeliveryAdapter({
    name: 'console',
    channels,
    clock,
    async attempt({ id, channel, to, subject, text }) {
      const about = channel === 'email' ? `\nSubject: ${subject}` : '';
      write(`--- ${channel} ${id}\nTo: ${to}${about}\n\n${text}\n---\n`);
      return { kind: 'accepted', reference: id };
    },
  });
}
