import type { Delivery } from '@factorkit/core';
import { must } from '../../contract.ts';
import type { DeliveryCase } from '../delivery-case.ts';
import { NOW } from '../fixture.ts';
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

export const handingOver: readonly DeliveryCase[] = [
  {
    name: 'a message reaches the service once, whole, and is accepted',
    async check(fixture) {
      const one = message(fixture, 1);
      isAccepted(await fixture.deliver(one), 'a message that the service took is accepted');
      haveReached(
        fixture,
        [one],
        'the message reaches the service once, to its destination, character for character',
      );
    },
  },
  {
    name: 'every channel that it names is served, and no other',
    async check(fixture) {
      const { channels } = fixture.adapter;
      must(channels.length > 0, 'an adapter names its channels');
      const served = channels.map((channel, index) => message(fixture, index + 1, { channel }));
      for (const one of served) isAccepted(await fixture.deliver(one), 'a channel that it names is served');
      for (const channel of everyChannel.filter((one) => !channels.includes(one))) {
        const foreign = message(fixture, 9, { channel });
        isFailed(await fixture.deliver(foreign), 'no', 'a message of another channel is certainly not sent');
      }
      haveReached(fixture, served, 'only messages of its channels reach the service');
    },
  },
  {
    name: 'an expired message is not sent',
    async check(fixture) {
      const late = message(fixture, 1);
      for (const now of [late.expiresAt, late.expiresAt + 1, Number.NaN]) {
        fixture.setClock(now);
        isFailed(await fixture.deliver(late), 'no', 'from its expiry on a message is certainly not sent');
      }
      haveReached(
        fixture,
        [],
        'nothing reaches the service from its expiry on, nor by a clock without a number',
      );
      fixture.setClock(late.expiresAt - 1);
      isAccepted(await fixture.deliver(late), 'until its expiry a message is sent');
    },
  },
  {
    name: 'the time for a message is bounded by its expiry',
    async check(fixture) {
      isAccepted(await fixture.deliver(message(fixture, 1)), 'a message that the service took is accepted');
      must(fixture.asked.length === 1, 'an adapter bounds the time of each message');
      const left = 30;
      isAccepted(
        await fixture.deliver(message(fixture, 2, { expiresAt: NOW + left })),
        'a message is sent until its expiry',
      );
      const asked = fixture.asked[1] ?? Number.NaN;
      must(asked > 0 && asked <= left, 'the time is never longer than the message is of use');
    },
  },
  {
    name: 'messages at the same time do not mix',
    async check(fixture) {
      const all = [1, 2, 3, 4, 5].map((number) => message(fixture, number));
      const results = await Promise.all(all.map(fixture.deliver));
      for (const result of results) isAccepted(result, 'each of them is accepted');
      haveReached(fixture, all, 'each reaches its own destination with its own text');
      const references = results.flatMap((result) =>
        result.kind === 'accepted' && result.reference !== undefined ? [result.reference] : [],
      );
      must(new Set(references).size === references.length, 'no two messages have one reference');
    },
  },
  {
    name: 'a destination that could be read as two reaches nobody else',
    async check(fixture) {
      const { to } = message(fixture, 1);
      const other = message(fixture, 2).to;
      for (const [index, double] of doubles(to, other).entries()) {
        const before = fixture.messages.length;
        const odd = message(fixture, 1, { to: double });
        const result = await fixture.deliver(odd);
        const sentence = `destination number ${index} is refused unsent, or handed on as it is`;
        if (result.kind === 'failed') isFailed(result, 'no', sentence);
        haveReached(fixture, result.kind === 'accepted' ? [odd] : [], sentence, before);
      }
    },
  },
  {
    name: 'a second try at a message can be told from another message',
    async check(fixture) {
      const one = message(fixture, 1);
      for (const delivery of [one, one, message(fixture, 2)]) {
        isAccepted(await fixture.deliver(delivery), 'a message that the service took is accepted');
      }
      const [first, again, other] = fixture.messages.map(({ key }) => key);
      if (!fixture.keyed) {
        must(
          fixture.messages.every(({ key }) => key === undefined),
          'a harness that is not keyed reports no keys',
        );
        return;
      }
      must(first !== undefined && first !== '', 'the service is given something to know a second try by');
      must(first === again, 'it is the same for every try at one message');
      must(first !== other, 'it is another for another message');
    },
  },
];
