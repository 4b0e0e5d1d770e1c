import type { Delivery } from '@factorkit/core';
import { type DeliveryMutant, inDelivering, inWorking } from './mutant.ts';

/** They send too often, too late, too little, or to somebody else. */
export const carelessSenders: readonly DeliveryMutant[] = [
  {
    name: 'sends twice',
    caughtBy: 'a message reaches the service once, whole, and is accepted',
    breaks: inDelivering((good) => ({
      async deliver(delivery) {
        await good.deliver(delivery);
        return good.deliver(delivery);
      },
    })),
  },
  {
    name: 'accepts and sends nothing',
    caughtBy: 'a message reaches the service once, whole, and is accepted',
    breaks: inDelivering(() => ({ deliver: async () => ({ kind: 'accepted' }) })),
  },
  {
    name: 'cuts the text',
    caughtBy: 'a message reaches the service once, whole, and is accepted',
    breaks: inDelivering((good) => ({
      deliver: (delivery) => good.deliver({ ...delivery, text: delivery.text.slice(0, 160), code: '0' }),
    })),
  },
  {
    name: 'serves its first channel only',
    caughtBy: 'every channel that it names is served, and no other',
    breaks: inDelivering((good) => ({
      channels: ['email', 'sms'],
      deliver: async (delivery) =>
        delivery.channel === good.channels[0]
          ? good.deliver(delivery)
          : { kind: 'failed', sent: 'no', reason: 'wrong-channel' },
    })),
  },
  {
    name: 'sends on any channel',
    caughtBy: 'every channel that it names is served, and no other',
    breaks: inDelivering((good) => ({
      channels: good.channels.slice(0, 1),
      deliver: (delivery) => good.deliver(delivery),
    })),
  },
  {
    name: 'sends what has expired',
    caughtBy: 'an expired message is not sent',
    breaks: inDelivering((good) => ({
      deliver: (delivery) => good.deliver({ ...delivery, expiresAt: Number.MAX_SAFE_INTEGER }),
    })),
  },
  {
    name: 'sends in the millisecond of the expiry',
    caughtBy: 'an expired message is not sent',
    breaks: inDelivering((good) => ({
      deliver: (delivery) => good.deliver({ ...delivery, expiresAt: delivery.expiresAt + 1 }),
    })),
  },
  {
    name: 'trusts a clock that gives no number',
    caughtBy: 'an expired message is not sent',
    breaks: inWorking(({ clock }) => ({ clock: () => (Number.isNaN(clock()) ? 0 : clock()) })),
  },
  {
    name: 'gives itself more time than is left',
    caughtBy: 'the time for a message is bounded by its expiry',
    breaks: inWorking(({ timeout }) => ({ timeout: (ms) => timeout(ms + 10_000) })),
  },
  {
    name: 'gives itself no limit',
    caughtBy: 'the time for a message is bounded by its expiry',
    breaks: inWorking(() => ({ timeout: () => new AbortController().signal })),
  },
  {
    name: 'keeps the message in one place for all',
    caughtBy: 'messages at the same time do not mix',
    breaks: inDelivering((good) => {
      let current: Delivery | undefined;
      return {
        async deliver(delivery) {
          current = delivery;
          await Promise.resolve();
          return good.deliver(current);
        },
      };
    }),
  },
  {
    name: 'takes a list of destinations',
    caughtBy: 'a destination that could be read as two reaches nobody else',
    breaks: inDelivering((good) => ({
      async deliver(delivery) {
        const [first = '', ...others] = delivery.to.split(/[,;\s]+/);
        for (const to of others) await good.deliver({ ...delivery, to });
        return good.deliver({ ...delivery, to: first });
      },
    })),
  },
  {
    name: 'makes up an id for each try',
    caughtBy: 'a second try at a message can be told from another message',
    breaks: inDelivering((good) => {
      let tries = 0;
      return {
        deliver(delivery) {
          tries += 1;
          return good.deliver({ ...delivery, id: `try-${tries}` });
        },
      };
    }),
  },
  {
    name: 'has one id for all messages',
    caughtBy: 'a second try at a message can be told from another message',
    breaks: inDelivering((good) => ({ deliver: (delivery) => good.deliver({ ...delivery, id: 'message' }) })),
  },
];
