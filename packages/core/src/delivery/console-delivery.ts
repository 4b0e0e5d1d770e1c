import { MfaError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Delivery, DeliveryAdapter } from '../ports/delivery.ts';
import { createDeliveryAdapter } from './delivery-adapter.ts';

/** @inline */
export type ConsoleDeliveryOptions = {
  /** Writes the message, which contains its code: `console.log`, or a function that appends to a file. */
  readonly write: (text: string) => void;
  /** The value of `NODE_ENV`: `development` or `test`, in any case. Any other value, also `undefined`, is refused. */
  readonly environment: string | undefined;
  /** @defaultValue both */
  readonly channels?: readonly Delivery['channel'][];
  /** @defaultValue `Date.now` */
  readonly clock?: Clock;
};

/**
 * Writes messages to a console or a file instead of sending them, for development. Anyone who can read that output can
 * sign in as any user, so it starts only in development and tests.
 *
 * @throws MfaError `configuration-invalid` if the environment is neither `development` nor `test`.
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
  ...timing
}: ConsoleDeliveryOptions): DeliveryAdapter {
  if (!['development', 'test'].includes(environment?.trim().toLowerCase() ?? '')) {
    throw new MfaError(
      'configuration-invalid',
      'consoleDelivery writes codes to the log, so it runs only if the environment is development or test',
    );
  }
  return createDeliveryAdapter({
    name: 'console',
    channels,
    ...timing,
    async attempt({ id, channel, to, subject, text }) {
      const about = channel === 'email' ? `\nSubject: ${subject}` : '';
      write(`--- ${channel} ${id}\nTo: ${to}${about}\n\n${text}\n---\n`);
      return { kind: 'accepted', reference: id };
    },
  });
}
