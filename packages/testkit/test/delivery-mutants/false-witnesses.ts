import type { DeliveryResult } from '@factorkit/core';
import { type DeliveryMutant, inAnswering, inDelivering, inWorking } from './mutant.ts';

const REFUSED = 'what the service refuses is certainly not sent';
const AWAY = 'where nobody listens nothing was sent';
const SILENT = 'a silent service leaves it unknown, and is not asked again';
const LOST = 'a lost answer leaves it unknown, and is not asked for again';
const CARRIED = 'a failure is not carried over to the next message';
const LOGGED = 'no secret, destination, text or code is in what it answers';

const unknown: DeliveryResult = { kind: 'failed', sent: 'unknown', reason: 'sabotage' };
const unsent: DeliveryResult = { kind: 'failed', sent: 'no', reason: 'sabotage' };
const accepted: DeliveryResult = { kind: 'accepted' };

const isUnsent = (result: DeliveryResult): boolean => result.kind === 'failed' && result.sent === 'no';
const isUnknown = (result: DeliveryResult): boolean => result.kind === 'failed' && result.sent === 'unknown';

/** They send as they should, and do not say what became of it; or they say too much. */
export const falseWitnesses: readonly DeliveryMutant[] = [
  {
    name: 'takes a refusal for uncertain',
    caughtBy: REFUSED,
    breaks: inAnswering((result) => (isUnsent(result) ? unknown : result)),
  },
  {
    name: 'takes a refusal for success',
    caughtBy: REFUSED,
    breaks: inAnswering((result) => (isUnsent(result) ? accepted : result)),
  },
  {
    name: 'asks again after a refusal',
    caughtBy: REFUSED,
    breaks: inDelivering((good) => ({
      async deliver(delivery) {
        const result = await good.deliver(delivery);
        return isUnsent(result) ? good.deliver(delivery) : result;
      },
    })),
  },
  {
    name: 'takes an absent service for uncertain',
    caughtBy: AWAY,
    breaks: inAnswering((result) => (isUnsent(result) ? unknown : result)),
  },
  {
    name: 'throws where nobody listens',
    caughtBy: AWAY,
    breaks: inAnswering((result) => {
      if (isUnsent(result)) throw new Error('connection refused');
      return result;
    }),
  },
  {
    name: 'takes silence for unsent',
    caughtBy: SILENT,
    breaks: inAnswering((result) => (isUnknown(result) ? unsent : result)),
  },
  {
    name: 'takes silence for success',
    caughtBy: SILENT,
    breaks: inAnswering((result) => (isUnknown(result) ? accepted : result)),
  },
  {
    name: 'waits for ever',
    caughtBy: SILENT,
    breaks: inWorking(({ timeout }) => ({
      timeout(ms) {
        timeout(ms);
        return new AbortController().signal;
      },
    })),
  },
  {
    name: 'asks again after silence',
    caughtBy: SILENT,
    breaks: inDelivering((good) => ({
      async deliver(delivery) {
        const result = await good.deliver(delivery);
        return isUnknown(result) ? good.deliver(delivery) : result;
      },
    })),
  },
  {
    name: 'takes a lost answer for unsent',
    caughtBy: LOST,
    breaks: inAnswering((result) => (isUnknown(result) ? unsent : result)),
  },
  {
    name: 'asks again for a lost answer',
    caughtBy: LOST,
    breaks: inDelivering((good) => ({
      async deliver(delivery) {
        const result = await good.deliver(delivery);
        return isUnknown(result) ? good.deliver(delivery) : result;
      },
    })),
  },
  {
    name: 'gives a service up for good',
    caughtBy: CARRIED,
    breaks: inDelivering((good) => {
      let given = false;
      return {
        async deliver(delivery) {
          if (given) return unsent;
          const result = await good.deliver(delivery);
          given = result.kind === 'failed';
          return result;
        },
      };
    }),
  },
  {
    name: 'says where it did not send to',
    caughtBy: LOGGED,
    breaks: inDelivering((good) => ({
      async deliver(delivery) {
        const result = await good.deliver(delivery);
        return isUnsent(result) ? { ...unsent, reason: `no mailbox ${delivery.to}` } : result;
      },
    })),
  },
  {
    name: 'throws what the service said',
    caughtBy: LOGGED,
    breaks: inDelivering((good) => ({
      async deliver(delivery) {
        const result = await good.deliver(delivery);
        if (isUnsent(result)) throw new Error('refused', { cause: { body: delivery.text } });
        return result;
      },
    })),
  },
  {
    name: 'leaves the code in the stack of an error',
    caughtBy: LOGGED,
    breaks: inDelivering((good) => ({
      async deliver(delivery) {
        const result = await good.deliver(delivery);
        if (isUnknown(result)) throw new Error(`timed out with ${delivery.code}`);
        return result;
      },
    })),
  },
  {
    name: 'takes its password for a reference',
    caughtBy: LOGGED,
    breaks: inDelivering((good, secret) => ({
      async deliver(delivery) {
        const result = await good.deliver(delivery);
        return result.kind === 'accepted' ? { ...result, reference: `sent with ${secret}` } : result;
      },
    })),
  },
];
