import type { Delivery } from '@factorkit/core';
import { must } from '../../contract.ts';
import { NOW } from '../bench.ts';
import type { DeliveryClause } from '../clause.ts';
import { haveReached, isAccepted, isFailed, message } from '../sample.ts';

const everyChannel: readonly Delivery['channel'][] = ['email', 'sms'];

/** Read by some service somewhere as two destinations, or as a destination and a command. */
const doubles = (to: string, other: string): readonly string[] => [
  ...[`${to},${other}`, `${to}, ${other}`, `${to};${other}`, `${to} ${other}`, `${to}\t${other}`],
  ...[`${to}\r\nBcc: ${other}`, `${to}\n${other}`, `${to}>\r\nRCPT TO:<${other}`, `${to}\0${other}`],
  ...[
    `<${to}>, <${other}>`,
    `x:${to},${other};`,
    `"${to}" <${other}>`,
    `${to}&To=${other}`,
    `${to} (${other})`,
  ],
];

export const handingOver: readonly DeliveryClause[] = [
  {
    name: 'a message reaches the service once, whole, and is accepted',
    async check(bench) {
      const one = message(bench, 1);
      isAccepted(await bench.deliver(one), 'a message that the service took is accepted');
      haveReached(
        bench,
        [one],
        'the message reaches the service once, to its destination, character for character',
      );
    },
  },
  {
    name: 'every channel that it names is served, and no other',
    async check(bench) {
      const { channels } = bench.adapter;
      must(channels.length > 0, 'an adapter names its channels');
      const served = channels.map((channel, index) => message(bench, index + 1, { channel }));
      for (const one of served) isAccepted(await bench.deliver(one), 'a channel that it names is served');
      for (const channel of everyChannel.filter((one) => !channels.includes(one))) {
        const foreign = message(bench, 9, { channel });
        isFailed(await bench.deliver(foreign), 'no', 'a message of another channel is certainly not sent');
      }
      haveReached(bench, served, 'only messages of its channels reach the service');
    },
  },
  {
    name: 'an expired message is not sent',
    async check(bench) {
      const late = message(bench, 1);
      for (const now of [late.expiresAt, late.expiresAt + 1, Number.NaN]) {
        bench.setClock(now);
        isFailed(await bench.deliver(late), 'no', 'from its expiry on a message is certainly not sent');
      }
      haveReached(
        bench,
        [],
        'nothing reaches the service from its expiry on, nor by a clock without a number',
      );
      bench.setClock(late.expiresAt - 1);
      isAccepted(await bench.deliver(late), 'until its expiry a message is sent');
    },
  },
  {
    name: 'the time for a message is bounded by its expiry',
    async check(bench) {
      isAccepted(await bench.deliver(message(bench, 1)), 'a message that the service took is accepted');
      must(bench.asked.length === 1, 'an adapter bounds the time of each message');
      const left = 30;
      isAccepted(
        await bench.deliver(message(bench, 2, { expiresAt: NOW + left })),
        'a message is sent until its expiry',
      );
      const asked = bench.asked[1] ?? Number.NaN;
      must(asked > 0 && asked <= left, 'the time is never longer than the message is of use');
    },
  },
  {
    name: 'messages at the same time do not mix',
    async check(bench) {
      const all = [1, 2, 3, 4, 5].map((number) => message(bench, number));
      const results = await Promise.all(all.map(bench.deliver));
      for (const result of results) isAccepted(result, 'each of them is accepted');
      haveReached(bench, all, 'each reaches its own destination with its own text');
      const references = results.flatMap((result) =>
        result.kind === 'accepted' && result.reference !== undefined ? [result.reference] : [],
      );
      must(new Set(references).size === references.length, 'no two messages have one reference');
    },
  },
  {
    name: 'a destination that could be read as two reaches nobody else',
    async check(bench) {
      const { to } = message(bench, 1);
      const other = message(bench, 2).to;
      for (const [index, double] of doubles(to, other).entries()) {
        const before = bench.messages.length;
        const odd = message(bench, 1, { to: double });
        const result = await bench.deliver(odd);
        const sentence = `destination number ${index} is refused unsent, or handed on as it is`;
        if (result.kind === 'failed') isFailed(result, 'no', sentence);
        haveReached(bench, result.kind === 'accepted' ? [odd] : [], sentence, before);
      }
    },
  },
  {
    name: 'a second try at a message can be told from another message',
    async check(bench) {
      const one = message(bench, 1);
      for (const delivery of [one, one, message(bench, 2)]) {
        isAccepted(await bench.deliver(delivery), 'a message that the service took is accepted');
      }
      const [first, again, other] = bench.messages.map(({ key }) => key);
      if (!bench.keyed) {
        must(
          bench.messages.every(({ key }) => key === undefined),
          'a rig that is not keyed reports no keys',
        );
        return;
      }
      must(first !== undefined && first !== '', 'the service is given something to know a second try by');
      must(first === again, 'it is the same for every try at one message');
      must(first !== other, 'it is another for another message');
    },
  },
];
